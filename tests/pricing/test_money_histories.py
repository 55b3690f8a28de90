"""M1: no charge counts twice, whatever is imported, repeated and withdrawn; M3 holds at every step."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.databases.played import Played
from tests.pricing.money_history import MoneyHistory
from tests.sizes import size

PARTS = 4
"""So that they can be played side by side, each with histories of its own."""


def play(shared: Played, histories: int, steps: int) -> None:
    # Where Hypothesis knows itself in CI it draws the same ones each time, and so in each part.
    bounds = settings(max_examples=histories, stateful_step_count=steps, deadline=None, derandomize=False)
    run_state_machine_as_test(lambda: MoneyHistory(shared), settings=bounds)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_history_counts_a_charge_twice_or_loses_one(part, quick):
    play(quick, size("M1 histories") // PARTS, size("M1 steps"))


@pytest.mark.parametrize("part", range(PARTS))
def test_no_history_on_postgresql_does_either(part, on_postgresql):
    play(on_postgresql, size("M1 histories", "postgresql") // PARTS, size("M1 steps", "postgresql"))
