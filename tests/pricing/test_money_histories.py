"""M1: no charge counts twice, whatever is imported, repeated and withdrawn; M3 holds at every step."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.pricing.money_history import MoneyHistory
from tests.sizes import size

PARTS = 4
"""So that they can be played side by side."""


@pytest.mark.parametrize("part", range(PARTS))
def test_no_history_counts_a_charge_twice_or_loses_one(part, quick_file):
    bounds = settings(
        max_examples=size("M1 histories") // PARTS, stateful_step_count=size("M1 steps"), deadline=None
    )
    run_state_machine_as_test(
        lambda: MoneyHistory(f"sqlite+aiosqlite:///{quick_file}", quick_file.parent), settings=bounds
    )


def test_no_history_on_postgresql_does_either(postgresql_url, tmp_path):
    bounds = settings(
        max_examples=size("M1 histories", "postgresql"),
        stateful_step_count=size("M1 steps", "postgresql"),
        deadline=None,
    )
    run_state_machine_as_test(lambda: MoneyHistory(postgresql_url, tmp_path), settings=bounds)
