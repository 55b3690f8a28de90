"""Which way to join costs least: by own prices only, and for phones that can use it."""

from pricing.imports.catalog_files import load_catalog
from pricing.imports.stand_in import load_stand_in
from pricing.number_choice import Choice, Reach, WhyNot, choices
from pricing.rating import RateBook
from tests.fixtures.rate_cards import contoso

CATALOG = load_catalog()
STAND_IN = RateBook(load_stand_in())
OWN = RateBook(load_stand_in(), contoso())


def chosen(book: RateBook, country: str, seconds: int = 1800) -> dict[str, Choice]:
    access = CATALOG.toll_free_access.get(country, ())
    return {one.line_type: one for one in choices(country, book, access, seconds)}


def test_the_cheapest_own_price_wins_for_each_kind_of_phone() -> None:
    found = chosen(OWN, "US")
    assert (found["landline"].best, found["mobile"].best) == ("toll_free", "toll_free")


def test_a_phone_that_cannot_reach_a_number_gets_another_way() -> None:
    access = CATALOG.toll_free_access["BN"]
    found = {one.line_type: one for one in choices("US", OWN, access, 1800)}
    assert (found["landline"].best, found["mobile"].best) == ("toll_free", "dial_out")


def test_stand_in_prices_are_never_compared() -> None:
    found = chosen(STAND_IN, "DE")
    assert {(one.best, one.why_not) for one in found.values()} == {(None, WhyNot.STAND_IN)}


def test_ways_without_an_own_price_are_left_out_and_told() -> None:
    found = chosen(OWN, "FR")["mobile"]
    assert (found.best, found.partial) == ("toll", True)
    assert not chosen(OWN, "US")["mobile"].partial


def test_one_own_price_is_compared_with_nothing() -> None:
    assert chosen(OWN, "MX")["landline"].why_not is WhyNot.STAND_IN


def test_without_any_price_there_is_nothing_to_compare() -> None:
    assert chosen(STAND_IN, "KP")["mobile"].why_not is WhyNot.NO_RATE


def test_a_price_by_number_that_overlaps_is_not_decided() -> None:
    assert chosen(OWN, "GB")["mobile"].best == "toll"
    assert chosen(OWN, "GB")["landline"].best == "toll"


def test_connection_fees_count_by_the_length_of_the_call() -> None:
    card = contoso()
    cheap_but_fee = [
        rate._replace(connection_fee_micro_units=50_000) if rate.call_type == "toll_free" else rate
        for rate in card.rates
    ]
    book = RateBook(load_stand_in(), type(card)("c", "EUR", card.effective_on, tuple(cheap_but_fee)))
    assert chosen(book, "US", seconds=60)["landline"].best == "dial_out"
    assert chosen(book, "US", seconds=3600)["landline"].best == "toll_free"


def test_toll_free_has_its_limits_and_other_ways_have_none() -> None:
    reach = {one.call_type: one.reach for one in chosen(OWN, "JP")["mobile"].options}
    assert reach == {"toll": Reach.YES, "toll_free": Reach.RESTRICTED, "dial_out": Reach.YES}


def test_a_country_without_a_page_is_unknown() -> None:
    reach = {one.call_type: one.reach for one in chosen(OWN, "KP")["mobile"].options}
    assert reach["toll_free"] is Reach.UNKNOWN
