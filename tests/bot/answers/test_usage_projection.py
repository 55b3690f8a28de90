"""What the running month will have cost at its end."""

from datetime import UTC, date, datetime, timedelta

from bot.answers.usage_projection import is_running_month, month_end
from pricing.period import Period, read_period
from pricing.usage_summary import Metering
from tests.pricing.test_usage_summary import total

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
THROUGH = int(datetime(2026, 7, 14, 9, tzinfo=UTC).timestamp())
METERING = Metering(6, charge_includes_fee=False)


def days(first: str, count: int, cents: int = 100):
    begin = date.fromisoformat(first)
    return [total((begin + timedelta(days=at)).isoformat(), 10, cents) for at in range(count)]


def test_days_to_come_cost_what_the_last_weeks_weekdays_cost():
    # 1.00 a day from 1 June to 14 July: 14 days of July are known, 17 are expected.
    found = month_end(days("2026-06-01", 44), "EUR", METERING, THROUGH, NOW)
    assert str(found["amount"]) == "31.00"


def test_less_than_a_week_is_no_pattern():
    assert month_end(days("2026-07-10", 5), "EUR", METERING, THROUGH, NOW) is None


def test_other_currencies_are_left_out():
    assert month_end(days("2026-06-01", 44), "USD", METERING, THROUGH, NOW) is None


def test_only_this_month_so_far_has_an_end_to_come():
    assert is_running_month(Period(date(2026, 7, 1), date(2026, 7, 14)), THROUGH, NOW)
    assert not is_running_month(read_period("2026-06"), THROUGH, NOW)
    assert not is_running_month(Period(date(2026, 7, 2), date(2026, 7, 14)), THROUGH, NOW)


def test_the_first_days_of_a_month_that_is_known_further_have_no_end_to_come():
    assert not is_running_month(Period(date(2026, 7, 1), date(2026, 7, 10)), THROUGH, NOW)
    assert is_running_month(Period(date(2026, 7, 1), date(2026, 7, 15)), THROUGH, NOW)
