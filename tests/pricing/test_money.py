"""Money is exact inside and never mixed."""

from decimal import Decimal

import pytest

from pricing.errors import CurrencyMismatch, MoneyError
from pricing.money import Money, divide_half_up, micro_units, round_half_up


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
