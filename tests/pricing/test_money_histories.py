"""M1: no charge counts twice, whatever is imported, repeated and withdrawn; M3 holds at every step."""

import asyncio

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from pricing.storage.database import Database
from tests.pricing.money_history import MoneyHistory
from tests.sizes import size

PARTS = 4
"""So that they can be played side by side, each with histories of its own."""


def play(url, folder, histories, steps):
    database = Database(url)
    # Where Hypothesis knows itself in CI it draws the same ones each time, and so in each part.
    bounds = settings(max_examples=histories, stateful_step_count=steps, deadline=None, derandomize=False)
    with asyncio.Runner() as runner:
        run = runner.get_loop().run_until_complete  # the runner's own takes over Ctrl-C each time
        try:
            run_state_machine_as_test(lambda: MoneyHistory(run, database, folder), settings=bounds)
        finally:
            run(database.close())


@pytest.mark.parametrize("part", range(PARTS))
def test_no_history_counts_a_charge_twice_or_loses_one(part, quick_file):
    url = f"sqlite+aiosqlite:///{quick_file}"
    play(url, quick_file.parent, size("M1 histories") // PARTS, size("M1 steps"))


@pytest.mark.parametrize("part", range(PARTS))
def test_no_history_on_postgresql_does_either(part, postgresql_url, tmp_path):
    histories, steps = size("M1 histories", "postgresql"), size("M1 steps", "postgresql")
    play(postgresql_url, tmp_path, histories // PARTS, steps)
