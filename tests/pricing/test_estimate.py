"""What meetings will cost: never a silent zero, never two currencies in one sum."""

import pytest

from pricing.estimate import Estimate, PlannedLegs, estimate, same_cost, with_step
from pricing.imports.stand_in import load_stand_in
from pricing.rate_answer import Asked
from pricing.rating import RateBook
from tests.fixtures.rate_cards import contoso

OWN = RateBook(load_stand_in(), contoso())
STAND_IN = RateBook(load_stand_in())


def planned(count: int, call_type: str, country: str, line_type: str | None = None) -> PlannedLegs:
    return PlannedLegs(count, Asked(call_type, country, line_type))


def meeting(*legs: PlannedLegs, book: RateBook = OWN, seconds: int = 2700, step: int = 6,
            every: str | None = None) -> Estimate:  # fmt: skip
    return estimate(legs, seconds, book, step, every)


def sums(found: Estimate) -> list[tuple[str, int, int, bool]]:
    return [(total.currency, total.low, total.high, total.at_least) for total in found.totals]


def test_legs_times_minutes_times_rate() -> None:
    found = meeting(planned(20, "toll", "DE"), planned(5, "dial_out", "IN", "mobile"))
    assert [leg.low for leg in found.legs] == [9_000_000, 9_225_000]
    assert sums(found) == [("EUR", 18_225_000, 18_225_000, False)]


def test_each_leg_pays_its_connection_fee() -> None:
    assert meeting(planned(3, "dial_out", "FR", "mobile")).legs[0].low == 3 * (4_275_000 + 40_000)


def test_a_leg_without_a_rate_makes_the_total_at_least() -> None:
    found = meeting(planned(20, "toll", "DE"), planned(2, "dial_out", "KP", "mobile"))
    assert sums(found) == [("EUR", 9_000_000, 9_000_000, True)]
    assert [leg.at_least for leg in found.legs] == [False, True]


def test_without_any_rate_there_is_no_total() -> None:
    assert meeting(planned(2, "dial_out", "KP", "mobile")).totals == ()


def test_a_mobile_priced_in_general_makes_the_total_at_least() -> None:
    assert sums(meeting(planned(1, "dial_out", "DE", "mobile"), book=STAND_IN)) == [
        ("USD", 675_000, 675_000, True)
    ]


def test_a_phone_of_unknown_kind_may_be_a_mobile() -> None:
    assert meeting(planned(1, "dial_out", "DE"), book=STAND_IN).totals[0].at_least


def test_a_price_that_starts_somewhere_makes_the_total_at_least() -> None:
    assert meeting(planned(1, "toll_free", "GB"), book=STAND_IN).totals[0].at_least


def test_a_price_by_number_gives_a_range() -> None:
    assert sums(meeting(planned(10, "toll_free", "DE"))) == [("EUR", 10_800_000, 13_950_000, False)]


def test_other_currencies_form_a_sum_of_their_own() -> None:
    found = meeting(planned(1, "toll", "DE"), planned(1, "dial_out", "MX", "mobile"))
    assert [(total.currency, total.at_least) for total in found.totals] == [("EUR", True), ("USD", True)]


@pytest.mark.parametrize(
    ("every", "year", "month"), [("week", 468_000_000, 39_000_000), ("month", 108_000_000, 9_000_000),
                                 ("day", 2_340_000_000, 195_000_000), ("twice_week", 936_000_000, 78_000_000),
                                 ("two_weeks", 234_000_000, 19_500_000), ("quarter", 36_000_000, 3_000_000)],
)  # fmt: skip
def test_a_month_is_a_twelfth_of_a_year(every: str, year: int, month: int) -> None:
    found = meeting(planned(20, "toll", "DE"), every=every)
    (total,) = found.totals
    a_year, a_month = found.a_year(total), found.a_month(total)
    assert a_year and a_month
    assert (a_year.low, a_month.low) == (year, month)


def test_a_single_meeting_has_no_year() -> None:
    found = meeting(planned(20, "toll", "DE"))
    assert found.a_year(found.totals[0]) is None


def test_the_other_step_matters_for_broken_minutes_only() -> None:
    whole, broken = meeting(planned(1, "toll", "DE")), meeting(planned(1, "toll", "DE"), seconds=633)
    assert same_cost(whole.totals, with_step(whole, 60).totals)
    assert [total.low for total in broken.totals] == [106_000]
    assert [total.low for total in with_step(broken, 60).totals] == [110_000]
