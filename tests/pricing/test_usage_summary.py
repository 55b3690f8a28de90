"""Spend and minutes of a period, what changed them, and what stands out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.period import Period, read_period
from pricing.storage.usage_totals import DayTotal
from pricing.usage_outliers import unusual_countries, unusual_days
from pricing.usage_summary import Metering, Usage, by_month, period_before

SIX_SECONDS = Metering(6, charge_includes_fee=False)
JUNE, JULY = read_period("2026-06"), read_period("2026-07")


def total(day: str, minutes: int, charge: int, kind="dial_out", country="BR", **other) -> DayTotal:
    """Calls of a day: billed minutes, and charge in cents."""
    values = {"currency": "EUR", "draws": "counted", "fee_micro_units": 0, "calls": 1} | other
    return DayTotal(
        day=day,
        call_type="conf_out",
        number_kind=kind,
        country=country,
        nonzero_charge_calls=1,
        nonzero_total_calls=1,
        duration_seconds=60 * minutes,
        billed_steps_6=10 * minutes,
        billed_steps_60=minutes + 1,
        charge_micro_units=charge * 10_000,
        **values,
    )


def usage(*totals: DayTotal, metering=SIX_SECONDS) -> Usage:
    return Usage(totals, "EUR", JULY, JUNE, metering)


def test_only_counted_calls_of_the_period_and_currency_are_summed():
    found = usage(
        total("2026-07-01", 10, 100),
        total("2026-07-31", 5, 50),
        total("2026-08-01", 1, 9_999),
        total("2026-07-02", 1, 9_999, currency="USD"),
        total("2026-07-02", 1, 9_999, draws="unclassified"),
    )
    assert (found.spent.calls, found.spent.seconds, found.spent.micro_units) == (2, 900, 1_500_000)


def test_fees_are_added_unless_charges_hold_them():
    one = total("2026-07-01", 10, 100, fee_micro_units=20_000)
    assert usage(one).spent.micro_units == 1_020_000
    assert usage(one, metering=Metering(6, True)).spent.micro_units == 1_000_000


def test_the_billing_step_decides_the_minutes():
    one = total("2026-07-01", 10, 100)
    assert usage(one, metering=Metering(60, False)).spent.seconds == 11 * 60


def test_breakdowns_are_dearest_first_with_what_they_were_before():
    found = usage(
        total("2026-06-01", 10, 300, country="PT"),
        total("2026-07-01", 10, 200, country="PT"),
        total("2026-07-01", 10, 500, country="JP"),
    )
    rows = [(line.key, line.spent.micro_units, line.before.micro_units) for line in found.by_country()]
    assert rows == [("JP", 5_000_000, 0), ("PT", 2_000_000, 3_000_000)]


def test_more_minutes_at_the_same_price_are_volume():
    found = usage(total("2026-06-01", 10, 100), total("2026-07-01", 30, 300)).drivers()
    assert (found.volume, found.price, found.mix, found.strongest) == (2_000_000, 0, 0, "volume")


def test_the_same_minutes_at_another_price_are_price():
    found = usage(total("2026-06-01", 10, 100), total("2026-07-01", 10, 150)).drivers()
    assert (found.volume, found.price, found.mix, found.strongest) == (0, 500_000, 0, "price")


def test_the_same_minutes_to_a_dearer_country_are_mix():
    found = usage(
        total("2026-06-01", 10, 100, country="PT"), total("2026-07-01", 10, 400, country="JP")
    ).drivers()
    assert (found.volume, found.price, found.mix, found.strongest) == (0, 0, 3_000_000, "mix")


def test_without_a_month_before_nothing_is_explained():
    assert usage(total("2026-07-01", 10, 100)).drivers() is None


rows = st.lists(
    st.builds(
        total,
        st.sampled_from(["2026-06-05", "2026-06-20", "2026-07-05", "2026-07-20"]),
        st.integers(0, 500),
        st.integers(0, 9_999),
        kind=st.sampled_from(["toll", "dial_out"]),
        country=st.sampled_from(["BR", "PT", "JP"]),
    ),
    max_size=12,
)


@given(rows)
def test_the_drivers_add_up_to_the_change(totals):
    found = usage(*totals)
    drivers = found.drivers()
    if drivers is not None:
        assert drivers.change == found.spent.micro_units - found.before.micro_units


@given(rows)
def test_every_breakdown_adds_up_to_the_whole(totals):
    found = usage(*totals)
    for rows_ in (found.by_country(), found.by_call_type()):
        assert sum(row.spent.micro_units for row in rows_) == found.spent.micro_units


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2026-07", "2026-06-01/2026-06-30"),
        ("2026-03", "2026-02-01/2026-02-28"),
        ("2026-Q3", "2026-04-01/2026-06-30"),
        ("2026-07-01/2026-07-14", "2026-06-01/2026-06-14"),
        ("2026-03-01/2026-03-30", "2026-02-01/2026-02-28"),
        ("2026-07-08/2026-07-14", "2026-07-01/2026-07-07"),
    ],
)
def test_like_is_held_against_like(period, before):
    assert period_before(read_period(period)) == read_period(before)


def test_months_are_summed_oldest_first():
    found = by_month([total("2026-07-01", 1, 7), total("2026-06-01", 1, 6)], "EUR", SIX_SECONDS)
    assert [(month, spent.micro_units) for month, spent in found.items()] == [
        ("2026-06", 60_000),
        ("2026-07", 70_000),
    ]


def daily(amounts: dict[str, int], usual: int = 10) -> dict[str, int]:
    """Eight weeks and July of workdays that cost 10 to 14, weekends nothing, but for `amounts`."""
    days = (date(2026, 5, 1) + timedelta(days=number) for number in range(92))
    found = {day.isoformat(): usual + day.day % 5 for day in days if day.weekday() < 5}
    return found | amounts


def test_a_day_far_outside_its_range_is_told_with_the_range():
    [one] = unusual_days(daily({"2026-07-15": 90}), JULY)
    assert (one.key, one.micro_units, one.low, one.high) == ("2026-07-15", 90, 10, 14)


def test_a_somewhat_dearer_day_is_usual():
    assert unusual_days(daily({"2026-07-15": 25}), JULY) == []


def test_weekends_are_held_against_weekends():
    [one] = unusual_days(daily({"2026-07-18": 19}), JULY)
    assert (one.key, one.low, one.high) == ("2026-07-18", 0, 0)


def test_a_weekend_that_costs_like_a_workday_is_usual():
    assert unusual_days(daily({"2026-07-18": 14}), JULY) == []


def test_a_few_days_are_no_habit():
    assert unusual_days({"2026-07-01": 1, "2026-07-02": 99}, JULY) == []


def test_a_country_far_outside_its_range_or_never_called_is_told():
    months = [{"BR": 10, "PT": 100}, {"BR": 20, "PT": 90}, {"BR": 15, "PT": 80}]
    found = unusual_countries({"BR": 50, "PT": 120, "JP": 5}, months)
    assert [(one.key, one.low, one.high) for one in found] == [("BR", 10, 20), ("JP", 0, 0)]


def test_two_months_are_no_habit():
    assert unusual_countries({"BR": 50}, [{"BR": 1}, {"BR": 1}]) == []


def test_a_period_of_one_day_has_a_day_before():
    day = Period(date(2026, 7, 8), date(2026, 7, 8))
    assert period_before(day) == Period(date(2026, 7, 7), date(2026, 7, 7))
