"""How long the balance lasts, from invented days whose pattern is plain."""

from datetime import date

import pytest

from pricing import auto_recharge, forecast
from pricing.drawing import Lot
from pricing.ledger import DaySum
from tests.pricing.ledger_tables import instant

DAY = 86_400
EURO = 10**6
THROUGH = instant("2026-07-13T10:00")  # a Monday
NOON = instant("2026-07-14T12:00")


def days(amounts, before="2026-07-13"):
    """A day's sum for each amount, in euros, the last one on the day before."""
    first = instant(before) - len(amounts) * DAY
    return [
        DaySum(first + number * DAY, "EUR", amount * EURO, 1)
        for number, amount in enumerate(amounts)
        if amount
    ]


def lot(euros, bought="2026-07-01", expires="2027-07-01", entry_id=1):
    return Lot(entry_id, "top_up", instant(bought), euros * EURO, expires and instant(expires))


WORKING_WEEK = [10, 10, 10, 10, 10, 0, 0]


def burn(sums, through=THROUGH):
    return forecast.burn(sums, "EUR", through)


def test_burn_follows_the_weekdays_of_the_last_four_weeks():
    found = burn(days([99] * 7 + WORKING_WEEK * 4))
    assert found.by_weekday == (*[10 * EURO] * 5, 0, 0)
    assert found.weeks == (50 * EURO,) * 4
    assert (found.first_day, found.last_day) == (date(2026, 6, 15), date(2026, 7, 12))


def test_the_day_of_the_latest_call_is_not_whole_and_does_not_count():
    assert (
        burn([*days(WORKING_WEEK * 4), DaySum(instant("2026-07-13"), "EUR", EURO, 1)]).weeks
        == (50 * EURO,) * 4
    )


@pytest.mark.parametrize(("known_days", "weeks"), [(6, None), (7, 1), (20, 2), (27, 3), (28, 4), (300, 4)])
def test_only_whole_weeks_of_history_count(known_days, weeks):
    found = burn(days([1] * known_days))
    assert (len(found.weeks) if found else None) == weeks


def test_each_of_the_last_whole_weeks_is_told_by_its_first_day():
    found = forecast.by_week(days([1] * 5 + WORKING_WEEK + [2] * 7), "EUR", THROUGH)
    assert found == [(date(2026, 6, 29), 50 * EURO), (date(2026, 7, 6), 14 * EURO)]


def test_no_more_weeks_are_told_than_a_quarter_has():
    assert len(forecast.by_week(days([1] * 300), "EUR", THROUGH)) == 13
    assert forecast.by_week(days([1] * 300), "USD", THROUGH) == []


def test_without_usage_there_is_no_burn():
    assert burn([]) is None
    assert burn(days([1] * 28), through=None) is None
    assert forecast.burn(days([1] * 28), "USD", THROUGH) is None


def test_days_left_count_from_today_and_know_the_weekends():
    # Tuesday to Friday burn 40, the weekend nothing, Monday 10: 55 are short on the Tuesday after.
    found = forecast.runway([lot(55)], burn(days(WORKING_WEEK * 4)), THROUGH, NOON)
    assert found.expected == 7


def test_what_no_report_shows_yet_has_burned_already():
    pattern = burn(days([10] * 28))
    assert forecast.runway([lot(55)], pattern, THROUGH, instant("2026-07-14T12:00")).expected == 5
    assert forecast.runway([lot(55)], pattern, THROUGH, instant("2026-07-17T12:00")).expected == 2
    assert forecast.runway([lot(55)], pattern, THROUGH, instant("2026-08-17T12:00")).expected == 0


def test_the_range_is_the_pace_of_the_busiest_and_of_the_quietest_week():
    weeks = [5] * 7 + [10] * 7 + [20] * 7 + [5] * 7
    found = forecast.runway([lot(100)], burn(days(weeks)), THROUGH, NOON)
    assert (found.low, found.expected, found.high) == (5, 10, 20)


def test_a_quiet_week_without_calls_leaves_the_range_open():
    found = forecast.runway(
        [lot(100, expires=None)], burn(days([10] * 21 + [0] * 7, "2026-07-13")), THROUGH, NOON
    )
    assert found.high is None and found.low == 10


def test_funds_that_expire_end_the_runway():
    found = forecast.runway([lot(500, expires="2026-07-20")], burn(days([10] * 28)), THROUGH, NOON)
    assert (found.low, found.expected, found.high) == (6, 6, 6)


def test_what_a_lot_loses_at_its_expiry_is_told_per_lot():
    lots = [lot(100, expires="2026-07-20", entry_id=1), lot(100, bought="2026-07-02", entry_id=2)]
    found = forecast.forfeits(lots, burn(days([10] * 28)), THROUGH, NOON)
    assert [(one.lot.entry_id, one.amount) for one in found] == [(1, 40 * EURO), (2, 0)]


def test_the_month_ends_with_what_is_known_and_what_is_expected():
    known = days([10] * 28)
    assert forecast.month_end(known, "EUR", burn(known), THROUGH, NOON) == (12 + 18) * 10 * EURO


def test_auto_recharge_fires_before_the_lag_and_a_failed_payment_can_empty_the_balance():
    advice = auto_recharge.advise(burn(days(([2] * 7) * 3 + [4] * 7)))
    assert advice.daily_pace == 4 * EURO
    assert advice.trigger == 30 * EURO  # 4 a day for 5 days, a quarter more, up to tens
    assert advice.recharge_with == 80 * EURO  # 2.50 a day for 30 days
    assert advice.monthly_cap == 160 * EURO  # 4 a day for 31 days, a quarter more


def test_a_recharge_is_never_smaller_than_the_smallest_funding():
    assert auto_recharge.advise(burn(days([0, 0, 0, 1, 0, 0, 1] * 4))).recharge_with == 50 * EURO
