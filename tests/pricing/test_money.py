"""Money is exact inside and never mixed."""

import ast
from decimal import Decimal
from pathlib import Path

import pytest

import pricing
from pricing.errors import CurrencyMismatch, MoneyError
from pricing.money import Money, divide_half_up, micro_units, round_half_up

PRICING = Path(pricing.__file__).parent


@pytest.mark.parametrize(
    ("written", "shown"),
    [("412.5", "412.50"), ("0.0085", "0.0085"), ("-3", "-3.00"), ("0.000001", "0.000001")],
)
def test_an_amount_shows_at_least_its_currencys_digits(written: str, shown: str) -> None:
    assert str(Money.from_decimal(written, "EUR").amount) == shown


@pytest.mark.parametrize(
    ("written", "currency", "rounded"),
    [("0.005", "EUR", "0.01"), ("-0.005", "EUR", "-0.01"), ("0.0049", "EUR", "0.00"), ("2.5", "JPY", "3"),
     ("0.0005", "KWD", "0.001")],
)  # fmt: skip
def test_halves_go_up_to_the_currencys_digits(written: str, currency: str, rounded: str) -> None:
    assert str(Money.from_decimal(written, currency).rounded().amount) == rounded


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(CurrencyMismatch, match="EUR and USD"):
        Money(1, "EUR") + Money(1, "USD")


@pytest.mark.parametrize("written", ["", "twelve", "NaN", "Infinity", "0.0000001", "1000000000000"])
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(MoneyError):
        micro_units(written)


def test_an_unknown_currency_is_refused() -> None:
    with pytest.raises(MoneyError, match="ISO 4217"):
        Money(0, "EURO")


@pytest.mark.parametrize(("dividend", "quotient"), [(5, 1), (4, 0), (-5, -1), (-4, 0), (15, 2), (0, 0)])
def test_division_rounds_half_away_from_zero(dividend: int, quotient: int) -> None:
    assert divide_half_up(dividend, 10) == quotient


def test_a_decimal_is_rounded_half_up() -> None:
    assert str(round_half_up(Decimal("0.125"), 2)) == "0.13"


def _faults(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        is_float = isinstance(node, ast.Name) and node.id == "float"
        is_literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        if is_float or is_literal or (isinstance(node, ast.BinOp) and _divides(node)):
            found.append(f"{path.name}:{node.lineno}")
    return found


def _divides(node: ast.BinOp) -> bool:
    """A true division; a path joined to a text is none."""
    joins = isinstance(node.right, ast.JoinedStr) or (
        isinstance(node.right, ast.Constant) and isinstance(node.right.value, str)
    )
    return isinstance(node.op, ast.Div) and not joins


def test_no_float_and_no_true_division_outside_money() -> None:
    files = [path for path in PRICING.rglob("*.py") if path.name != "money.py"]
    assert [fault for path in files for fault in _faults(path)] == []


def test_the_look_for_floats_finds_them(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("a = 1.5\nb = float(a)\nc = a / b\n", encoding="utf-8")
    assert _faults(bad) == ["bad.py:1", "bad.py:3", "bad.py:2"]
