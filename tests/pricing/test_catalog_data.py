"""What must hold of the real data, whatever it says."""

import csv
from datetime import date

import pytest

from pricing.catalog import Catalog
from pricing.country_codes import COUNTRY_CODES
from pricing.imports.catalog_files import BUNDLED, load_catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def test_all_countries_and_all_pages_on_toll_free_are_there(catalog):
    assert len(catalog.countries) == 114
    assert sum(map(len, catalog.toll_free_access.values())) == 67
    assert len(catalog.toll_free_access["CN"]) == 2


def test_zone_a_has_its_44_countries(catalog):
    zone_a = [country for country in catalog.countries.values() if country.zone_a]
    assert len(zone_a) == catalog.rules["pool.zone_a_countries"].value == 44


def test_credits_are_missing_just_where_the_rules_say(catalog):
    without = {code for code, country in catalog.countries.items() if not country.credits}
    assert without == set(catalog.rules["credits.not_offered_in"].value)
    assert len(without) == 11


def test_pay_per_minute_can_be_bought_in_102_countries(catalog):
    assert sum(country.pay_per_minute for country in catalog.countries.values()) == 102


def test_every_source_is_on_https_and_dated(catalog):
    facts = [*catalog.countries.values(), *catalog.licence_prices, *catalog.known_rates]
    facts += [*catalog.dial_out_policies, *catalog.skus.values(), *catalog.number_allowances]
    facts += [access for pages in catalog.toll_free_access.values() for access in pages]
    sources = [*(fact.source for fact in facts), *catalog.sources.values()]
    for source in sources:
        assert source.url.startswith("https://") and source.title
        assert date(2017, 1, 1) < source.date <= date(2026, 11, 22), source


def test_every_rule_and_every_side_of_a_dispute_is_sourced(catalog):
    assert all(rule.sources and rule.statement for rule in catalog.rules.values())
    sides = [position for dispute in catalog.disputes.values() for position in dispute.positions]
    assert all(position.sources and position.statement for position in sides)


def test_the_licence_for_credits_is_disputed_with_both_sides(catalog):
    positions = catalog.disputes["licence.credits_licence_per_user"].positions
    assert {position.says for position in positions} == {"needed", "not_needed"}


def test_countries_without_credits_that_still_sell_are_the_known_exceptions(catalog):
    found = {
        code
        for code, country in catalog.countries.items()
        if not country.credits and country.audio_conferencing == "yes"
    }
    assert found == {"RU", "KR", "TW", "UA"}
    named = {code for code, country in catalog.countries.items() if country.note("complimentary_dial_out")}
    assert named == set(catalog.rules["complimentary.countries"].value) == {"RU", "KR", "TW"}


def test_the_numbers_of_a_known_size_of_organisation(catalog):
    assert [catalog.numbers_allowed(licences) for licences in (0, 1, 25, 26, 999, 50_000)] == [
        0,
        5,
        5,
        10,
        110,
        1500,
    ]


def test_every_data_file_is_listed_with_licence_and_origin(catalog):
    there = {str(path.relative_to(BUNDLED)) for path in BUNDLED.rglob("*") if path.is_file()}
    assert {file.name for file in catalog.files} == there - {"sources.toml"}


def test_every_table_has_the_rows_that_its_list_entry_promises(catalog):
    for file in catalog.files:
        if file.name.endswith(".csv"):
            with (BUNDLED / file.name).open(encoding="utf-8", newline="") as table:
                assert sum(1 for _ in csv.reader(table)) - 1 == file.rows, file.name


def test_rules_name_countries_and_dates_that_exist(catalog):
    for key in (
        "credits.not_offered_in",
        "complimentary.countries",
        "reports.masked_countries",
        "numbers.limited_stock",
    ):
        assert set(catalog.rules[key].value) <= COUNTRY_CODES


def test_the_rates_found_in_public_are_the_two_known_ones(catalog):
    assert [(rate.number_type, str(rate.rate_per_minute), rate.currency) for rate in catalog.known_rates] == [
        ("toll", "0.013", "GBP"),
        ("toll_free", "0.006", "GBP"),
    ]
