"""What a minute costs: longest prefix, order of trust, and what a list does not say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pricing.imports.stand_in import load_stand_in
from pricing.metering import billed_minutes, billed_seconds, leg_micro_units
from pricing.phone_numbers import parse
from pricing.rate_answer import Asked, Fit, Observed, RateAnswer, agree
from pricing.rate_card import CallType, NumberType, Rate, RateCard, Trust, card_in_force
from pricing.rating import RateBook
from tests.fixtures.rate_cards import contoso

STAND_IN = load_stand_in()
BOOK = RateBook(STAND_IN)
OWN = RateBook(STAND_IN, contoso())


def dial_out(book: RateBook, country: str, line_type: str | None = None) -> RateAnswer:
    return book.find(Asked("dial_out", country, line_type))


def calling(book: RateBook, number: str) -> RateAnswer:
    phone = parse(number, "DE")
    assert phone
    return book.find(Asked("dial_out", phone.country, phone.line_type, phone))


def observed(calls: int = 20, minutes: int = 60, line_type: str | None = "mobile") -> Observed:
    days = date(2026, 5, 1), date(2026, 7, 14)
    return Observed("dial_out", "PT", line_type, calls, 60 * minutes, 9_000_000, 0, "EUR", *days)


@pytest.mark.parametrize(
    ("seconds", "step", "minutes"),
    [(0, 6, "0"), (1, 6, "0.1"), (6, 6, "0.1"), (7, 6, "0.2"), (3600, 6, "60"), (61, 60, "2"), (60, 60, "1")],
)
def test_a_part_of_a_step_counts_whole(seconds: int, step: int, minutes: str) -> None:
    assert billed_minutes(seconds, step) == Decimal(minutes)


@pytest.mark.parametrize(
    ("seconds", "rate", "fee", "amount"),
    [
        (0, 32_000, 40_000, 0),
        (5400, 110_000, 0, 9_900_000),
        (6, 8_500, 0, 850),
        (6, 15, 0, 2),
        (60, 1, 50, 51),
    ],
)
def test_a_leg_is_minutes_times_rate_plus_fee_half_up(seconds: int, rate: int, fee: int, amount: int) -> None:
    assert leg_micro_units(billed_seconds(seconds, 6), rate, fee) == amount


def test_the_longest_prefix_wins() -> None:
    assert calling(OWN, "+447011234567").low_micro_units == 210_000
    assert calling(OWN, "+447911123456").low_micro_units == 48_000


def test_the_own_card_outweighs_the_stand_in() -> None:
    answer = dial_out(OWN, "PT", "mobile")
    assert (answer.trust, answer.fit, answer.low_micro_units) == (Trust.OWN, Fit.EXACT, 145_000)


def test_what_the_own_card_lacks_comes_from_the_stand_in() -> None:
    answer = dial_out(OWN, "MX", "mobile")
    assert (answer.trust, answer.currency) == (Trust.STAND_IN, "USD")


def test_own_calls_outweigh_the_stand_in() -> None:
    answer = dial_out(RateBook(STAND_IN, None, [observed()]), "PT", "mobile")
    assert (answer.trust, answer.low_micro_units) == (Trust.OBSERVED, 150_000)


@pytest.mark.parametrize(
    ("charge", "agrees"), [(8_700_000, True), (8_874_000, True), (8_880_000, False), (8_520_000, False)]
)
def test_own_calls_agree_with_the_card_within_two_in_a_hundred(charge: int, agrees: bool) -> None:
    seen = replace(observed(), charge_micro_units=charge)
    assert agree(seen, dial_out(OWN, "PT", "mobile")) is agrees


def test_own_calls_in_another_currency_never_agree() -> None:
    seen = replace(observed(), charge_micro_units=8_700_000, currency="USD")
    assert not agree(seen, dial_out(OWN, "PT", "mobile"))


@pytest.mark.parametrize(("calls", "minutes"), [(19, 60), (20, 59)])
def test_few_own_calls_are_no_observation(calls: int, minutes: int) -> None:
    answer = dial_out(RateBook(STAND_IN, None, [observed(calls, minutes)]), "PT", "mobile")
    assert answer.trust is Trust.STAND_IN


def test_calls_to_any_line_say_nothing_of_mobiles() -> None:
    answer = dial_out(RateBook(STAND_IN, None, [observed(line_type=None)]), "PT", "mobile")
    assert answer.trust is Trust.STAND_IN


def test_a_bare_country_prefix_is_never_the_mobile_price() -> None:
    answer = dial_out(BOOK, "DE", "mobile")
    assert (answer.fit, answer.lacks_mobile_price, answer.at_least) == (Fit.GENERAL, True, True)


def test_a_mobile_number_that_matches_a_bare_prefix_has_no_mobile_price() -> None:
    answer = calling(BOOK, "+4915112345678")
    assert (answer.fit, answer.prefixes, answer.lacks_mobile_price) == (Fit.GENERAL, ("49",), True)


def test_a_landline_that_matches_a_bare_prefix_pays_the_general_price() -> None:
    answer = dial_out(BOOK, "PT", "landline")
    assert (answer.fit, answer.lacks_mobile_price, answer.low_micro_units) == (Fit.GENERAL, False, 13_000)


def test_several_prices_of_one_kind_are_a_range() -> None:
    answer = dial_out(BOOK, "GB", "mobile")
    assert (answer.fit, answer.low_micro_units, answer.high_micro_units) == (Fit.RANGE, 29_000, 320_000)


def test_a_landline_outside_the_listed_cities_is_part_of_the_range() -> None:
    answer = dial_out(BOOK, "BR", "landline")
    assert (answer.low_micro_units, answer.high_micro_units) == (22_000, 40_000)


@pytest.mark.parametrize("line_type", ["landline", "mobile"])
def test_a_north_american_price_covers_both_kinds(line_type: str) -> None:
    assert dial_out(BOOK, "CA", line_type).fit is Fit.EXACT


def test_a_special_prefix_is_neither_landline_nor_mobile() -> None:
    assert calling(BOOK, "+443001234567").number_type == NumberType.SPECIAL
    assert dial_out(BOOK, "GB", "landline").high_micro_units == 15_000


def test_a_masked_number_has_the_range_of_all_that_it_may_be() -> None:
    answer = calling(BOOK, "+4475********")
    assert (answer.fit, answer.low_micro_units, answer.high_micro_units) == (Fit.RANGE, 29_000, 320_000)


def test_a_country_without_a_price_has_no_rate_known() -> None:
    assert dial_out(BOOK, "KP").fit is Fit.NONE


def test_starting_at_is_at_least() -> None:
    answer = BOOK.find(Asked("toll_free", "GB"))
    assert (answer.starting_at, answer.at_least) == (True, True)


def test_a_dial_in_rate_goes_by_the_callers_phone() -> None:
    assert OWN.find(Asked("toll_free", "DE", "mobile")).low_micro_units == 31_000
    assert OWN.find(Asked("toll_free", "DE")).fit is Fit.RANGE


def test_a_dial_in_rate_goes_by_the_callers_country() -> None:
    assert OWN.find(Asked("toll_free", "US")).low_micro_units == 6_000
    assert OWN.find(Asked("toll_free", "US", origin="BR")).low_micro_units == 58_000


def test_the_card_in_force_is_the_newest_that_has_begun() -> None:
    early, late, later = (RateCard(name, "EUR", day, ()) for name, day in [
        ("early", date(2026, 1, 1)), ("late", date(2026, 7, 1)), ("later", date(2026, 7, 1))])  # fmt: skip
    assert card_in_force([early, late], date(2026, 6, 30)) is early
    assert card_in_force([early, late, later], date(2026, 7, 1)) is later
    assert card_in_force([early], date(2025, 12, 31)) is None


def test_the_longest_prefix_is_found_for_any_number_of_the_list() -> None:
    rates = [rate for rate in STAND_IN.rates if rate.call_type == CallType.DIAL_OUT]
    assert len(rates) == 6592
    assert all(STAND_IN.longest_match(rate.prefix) == (rate,) for rate in rates)


def test_dial_in_prefixes_never_match_a_number() -> None:
    card = RateCard("c", "EUR", date(2026, 1, 1), (Rate("toll", "DE", "49", "Germany", "all", 1),))
    assert card.longest_match("4930123") == ()
