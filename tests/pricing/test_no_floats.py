"""M8: money is never a float, held by reading the source and by round trips."""

import ast
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from pricing.money import Money, decimal, micro_units
from tests.sizes import size

ROOM = Path(__file__).parents[2] / "pricing"
SOURCES = sorted(ROOM.rglob("*.py"))
MAY_DIVIDE = ROOM / "money.py"


def is_path(node: ast.BinOp) -> bool:
    """A folder and a name in quotes: pathlib's slash."""
    sides = (node.left, node.right)
    return any(isinstance(side, ast.JoinedStr) or is_text(side) for side in sides)


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def faults(source: str, may_divide: bool = False) -> list[str]:
    """Each use of floats, and of true division where there must be none, with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and node.id == "float":
            found.append(f"{node.lineno}: float")
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            found.append(f"{node.lineno}: {node.value}")
        divides = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
        if divides and not may_divide and not (isinstance(node, ast.BinOp) and is_path(node)):
            found.append(f"{node.lineno}: /")
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOM)))
def test_no_float_and_no_true_division(path):
    assert faults(path.read_text(encoding="utf-8"), path == MAY_DIVIDE) == []


@pytest.mark.parametrize(
    "source", ["x = 0.5", "x = 1 / 3", "x /= 2", "x = float('1')", "x: float", "x = 1e3"]
)
def test_the_check_finds_what_it_is_for(source):
    assert faults(source)


def test_amounts_come_back_as_they_went_in():
    random = Random(8)
    for _ in range(size("M8 round trips")):
        amount = Decimal(random.randint(-(10**11), 10**11)).scaleb(-random.randint(0, 6))
        assert decimal(micro_units(amount)) == amount
        assert Money.from_decimal(str(amount), "EUR").amount == amount
