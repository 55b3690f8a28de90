"""Each meaning of available, on the real facts."""

from datetime import date

import pytest

from pricing.availability import Availability, is_old, look_up
from pricing.catalog import Catalog, Source
from pricing.imports.catalog_files import load_catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def found(catalog: Catalog, code: str) -> Availability:
    availability = look_up(catalog, code)
    assert availability is not None
    return availability


def test_a_country_without_a_page_is_not_listed_rather_than_refused(catalog):
    assert look_up(catalog, "AD") is None


@pytest.mark.parametrize(
    ("code", "verdict", "reason"),
    [
        ("BR", "yes", "subscription_or_pay_per_minute"),
        ("GE", "yes", "pay_per_minute_only"),
        ("RU", "no", "no_credits"),
        ("KR", "no", "no_credits"),
        ("TW", "no", "no_credits"),
        ("UA", "no", "no_credits"),
        ("CN", "no", "outside_users_only"),
        ("IN", "no", "partner_only"),
        ("BH", "no", "not_sold"),
        ("KZ", "no", "not_sold"),
        ("MK", "no", "not_sold"),
        ("NI", "no", "not_sold"),
        ("PK", "no", "not_sold"),
        ("BN", "no", "not_sold_though_credits"),
    ],
)
def test_buying_takes_the_offer_and_credits(catalog, code, verdict, reason):
    purchase = found(catalog, code).purchase
    assert (purchase.verdict, purchase.reason) == (verdict, reason)


@pytest.mark.parametrize(
    ("code", "verdict", "reason"),
    [
        ("DE", "yes", "premium"),
        ("AT", "yes", "premium_some"),
        ("PL", "yes", "airtime"),
        ("HR", "yes", "free"),
        ("FI", "yes", "reachable"),
        ("BR", "limited", "restricted_premium"),
        ("JP", "limited", "restricted"),
        ("CN", "limited", "by_range"),
        ("SE", "no", "not_reachable"),
        ("AL", "no", "no_toll_free_numbers"),
        ("EG", "no", "no_toll_free_numbers"),
        ("JM", "unknown", "no_dialling_page"),
    ],
)
def test_toll_free_from_a_mobile(catalog, code, verdict, reason):
    mobiles = found(catalog, code).from_mobiles
    assert (mobiles.verdict, mobiles.reason) == (verdict, reason)


@pytest.mark.parametrize(
    ("code", "verdict"),
    [("DE", "yes"), ("AR", "limited"), ("CN", "limited"), ("AL", "no"), ("JM", "unknown")],
)
def test_toll_free_from_a_landline(catalog, code, verdict):
    assert found(catalog, code).from_landlines.verdict == verdict


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("DE", "geographic"),
        ("AL", "geographic_on_request"),
        ("CR", "non_geographic"),
        ("BD", "non_geographic_on_request"),
        ("BA", "unspecified"),
        ("AE", "none"),
    ],
)
def test_toll_numbers(catalog, code, reason):
    assert found(catalog, code).toll.reason == reason


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("DE", "toll_and_toll_free"),
        ("AE", "toll_free"),
        ("CR", "toll"),
        ("JO", "limited"),
        ("EG", "none"),
    ],
)
def test_dialling_in_counts_both_kinds_of_number(catalog, code, reason):
    assert found(catalog, code).dial_in.reason == reason


def test_toll_free_without_credits_is_only_listed(catalog):
    assert {code for code in catalog.countries if found(catalog, code).toll_free.reason == "no_credits"} == {
        "CN",
        "IN",
        "KR",
        "MK",
        "TW",
    }


def test_dial_out_draws_credits_in_zone_a_and_outside(catalog):
    assert found(catalog, "DE").dial_out.reason == "zone_a"
    assert found(catalog, "TR").dial_out.reason == "outside_zone_a"


def test_credits_are_replaced_by_older_terms_in_three_countries(catalog):
    reasons = {code: found(catalog, code).credits.reason for code in catalog.countries}
    assert {code for code, reason in reasons.items() if reason == "complimentary_terms"} == {"RU", "KR", "TW"}


@pytest.mark.parametrize(("read", "old"), [(date(2024, 7, 15), False), (date(2024, 7, 14), True)])
def test_a_fact_is_old_after_two_years(read, old):
    assert is_old([Source("page", "https://example.com", read)], date(2026, 7, 15)) is old


def test_two_years_before_a_leap_day_are_the_day_before():
    assert not is_old([Source("page", "https://example.com", date(2026, 2, 28))], date(2028, 2, 29))
