"""M1: no charge counts twice, whatever is imported, repeated and withdrawn; M3 holds at every step."""

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.pricing.money_history import MoneyHistory
from tests.sizes import size


def test_no_history_counts_a_charge_twice_or_loses_one(database_file):
    bounds = settings(max_examples=size("M1 histories"), stateful_step_count=size("M1 steps"), deadline=None)
    run_state_machine_as_test(lambda: MoneyHistory(database_file), settings=bounds)
