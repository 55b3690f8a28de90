"""Pay-per-minute against the subscription: what is included, who should be on which, by which months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.period import Period, read_period
from pricing.plan_basis import basis
from pricing.plan_calls import Part, PlanCalls
from pricing.plans import Calls, Subscription, a_year, break_even, minutes_for, paying_price

FOUR = Subscription(4_000_000, 3600, frozenset({"DE", "FR"}))
JUNE = ("2026-06-01",)
TODAY = date(2026, 7, 15)


def row(organiser="alex", kind="toll", minutes=100, cents=100, month="2026-06-01", **other) -> PlanCalls:
    """Calls of a month, their cost in cents."""
    values = {"country": "DE", "currency": "EUR", "capability": "MCOMEETACPEA", "calls": 1} | other
    return PlanCalls(
        organiser=organiser,
        month=month,
        number_kind=kind,
        billed_seconds=60 * minutes,
        micro_units=cents * 10_000,
        **values,
    )


def calls(*rows: PlanCalls, months=JUNE, plan=FOUR) -> Calls:
    return Calls(rows, "EUR", months, plan.pool_countries)


@pytest.mark.parametrize(
    ("kind", "country", "minutes", "still_paid"),
    [
        ("toll", "BR", 500, 0),
        ("toll_free", "DE", 500, 100),
        ("unknown", "DE", 500, 100),
        ("dial_out", "DE", 60, 0),
        ("dial_out", "DE", 240, 75),
        ("dial_out", "BR", 30, 100),
        ("dial_out", "", 30, 100),
    ],
)
def test_the_subscription_includes_toll_and_the_pools_minutes_alone(kind, country, minutes, still_paid):
    own = calls(row(kind=kind, country=country, minutes=minutes))
    assert own.cost({"alex"}, FOUR).credits == still_paid * 10_000
    assert own.cost((), FOUR).total == 1_000_000


def test_the_pool_is_shared_by_all_who_are_subscribed_and_by_nobody_else():
    own = calls(row(kind="dial_out", minutes=120, cents=600), row("kim", minutes=1, cents=1))
    assert own.cost({"alex"}, FOUR).credits == 3_010_000
    assert own.cost({"alex", "kim"}, FOUR).credits == 0
    assert own.cost({"kim"}, FOUR).credits == 6_000_000


def test_what_the_pool_leaves_over_ends_with_its_month():
    rows = [row(kind="dial_out", minutes=120, cents=600), row(minutes=0, cents=0, month="2026-05-01")]
    own = calls(*rows, months=("2026-05-01", "2026-06-01"))
    assert own.cost({"alex"}, FOUR).credits == 3_000_000
    assert own.cost({"alex"}, FOUR).fees == 2 * FOUR.price


def test_each_is_on_the_plan_that_is_cheaper_for_them():
    own = calls(row("heavy", cents=401), row("even", cents=400), row("light", cents=399))
    assert own.best(FOUR) == {"heavy"}
    assert own.cost({"heavy"}, FOUR).total == 4_000_000 + 7_990_000


AMOUNTS = st.tuples(
    st.sampled_from(["toll", "toll_free", "dial_out"]),
    st.sampled_from(["DE", "BR"]),
    st.integers(1, 300),
    st.integers(0, 2_000),
    st.sampled_from("abcde"),
)


@given(st.lists(AMOUNTS, min_size=1, max_size=12))
def test_the_best_choice_is_no_dearer_than_one_plan_for_all(drawn):
    own = calls(
        *(row(name, kind, minutes, cents, country=code) for kind, code, minutes, cents, name in drawn)
    )
    best = own.cost(own.best(FOUR), FOUR).total
    assert best <= min(own.cost((), FOUR).total, own.cost(own.names(), FOUR).total)


@given(st.lists(AMOUNTS, min_size=1, max_size=12))
def test_without_dial_out_no_choice_is_cheaper_than_the_best(drawn):
    own = calls(*(row(name, "toll", minutes, cents) for _, _, minutes, cents, name in drawn))
    names = sorted(own.names())
    choices = ({name for at, name in enumerate(names) if bits >> at & 1} for bits in range(2 ** len(names)))
    assert own.cost(own.best(FOUR), FOUR).total == min(own.cost(one, FOUR).total for one in choices)


def test_break_even_is_the_price_over_what_a_minute_costs():
    even = break_even(calls(row(minutes=100, cents=120), row(kind="dial_out", minutes=120, cents=500)), FOUR)
    assert even.toll_minutes == 334
    assert (even.pool_worth, even.toll_minutes_beside_pool) == (2_500_000, 125)
    assert minutes_for(4_000_000, Part(600, 0)) is None


@given(st.lists(AMOUNTS, min_size=1, max_size=12))
def test_at_the_break_even_price_both_plans_cost_the_same(drawn):
    own = calls(
        *(row(name, kind, minutes, cents, country=code) for kind, code, minutes, cents, name in drawn)
    )
    plan = Subscription(paying_price(own, FOUR), FOUR.pool_seconds, FOUR.pool_countries)
    difference = own.cost(own.names(), plan).total - own.cost((), plan).total
    assert abs(difference) <= len(own.organisers)


def test_the_break_even_price_falls_with_every_further_licence():
    own = calls(row(cents=1_000))
    assert (paying_price(own, FOUR), paying_price(own, FOUR, 4)) == (10_000_000, 2_500_000)


def test_other_currencies_and_organisers_without_pay_per_minute_are_left_out():
    own = calls(
        row(calls=3),
        row(capability="MCOPSTNPP", calls=2),
        row("kim", capability="MCOPSTNPP", calls=5),
        row("", calls=7),
        row("lee", currency="USD", calls=11),
    )
    assert (own.names(), own.calls, own.left_out) == ({"alex"}, 5, 12)


def test_a_year_is_twelve_average_months():
    assert a_year(1_000_000, 3) == 4_000_000


def known(first: str, last: str) -> dict[date, int]:
    """A call on each day."""
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return {begin + timedelta(days=at): 1 for at in range((end - begin).days + 1)}


def test_nothing_is_compared_under_thirty_days():
    short, enough = (basis(known("2026-06-10", last), TODAY) for last in ("2026-07-08", "2026-07-09"))
    assert (short.known_days, short.enough) == (29, False)
    assert enough.periods == (Period(date(2026, 6, 10), date(2026, 7, 9)),)
    assert not enough.whole_months


def test_the_last_three_whole_months_are_compared():
    found = basis(known("2026-02-20", "2026-07-14"), TODAY)
    assert found.periods == tuple(read_period(month) for month in ("2026-04", "2026-05", "2026-06"))


@pytest.mark.parametrize(("first", "months"), [("2026-05-04", 2), ("2026-05-05", 1)])
def test_a_long_weekend_at_its_edge_leaves_a_month_whole(first, months):
    assert len(basis(known(first, "2026-07-14"), TODAY).periods) == months


def test_a_month_without_calls_ends_the_months_before_it():
    days = known("2026-03-01", "2026-04-30") | known("2026-06-01", "2026-07-14")
    assert basis(days, TODAY).periods == (read_period("2026-06"),)


def test_a_month_that_is_asked_for_is_taken_alone():
    days = known("2026-02-20", "2026-07-14")
    assert basis(days, TODAY, read_period("2026-05")).periods == (read_period("2026-05"),)


def test_a_month_counts_when_its_reports_have_come():
    days = known("2026-05-01", "2026-06-29")
    whole = [basis(days, date(2026, 7, day)).periods[-1] for day in (2, 3)]
    assert whole == [read_period("2026-05"), read_period("2026-06")]
