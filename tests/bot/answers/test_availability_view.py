"""What was asked decides the first line, and what was said once is not said twice."""

from datetime import date

import pytest

from bot.answers.availability_view import asked_of_zone_a, comparison, focus, one_country, which_country
from bot.understanding.reading import Slots
from pricing.catalog import Catalog
from pricing.imports.catalog_files import load_catalog

TODAY = date(2026, 7, 15)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


@pytest.mark.parametrize(
    ("slots", "asked"),
    [
        (Slots(), "purchase"),
        (Slots(feature="audio_conferencing"), "purchase"),
        (Slots(feature="toll_numbers"), "toll"),
        (Slots(feature="communications_credits"), "credits"),
        (Slots(call_type="toll_free"), "toll_free"),
        (Slots(call_type="toll_free", line_type="mobile"), "from_mobiles"),
        (Slots(line_type="landline"), "from_landlines"),
        (Slots(call_type="toll", line_type="mobile"), "toll"),
        (Slots(feature="dial_out", line_type="mobile"), "dial_out"),
    ],
)
def test_the_first_line_is_about_what_was_asked(slots, asked):
    assert focus(slots) == asked


def test_the_page_that_the_first_line_rests_on_comes_first(catalog):
    mobiles = one_country("DE", Slots(line_type="mobile"), catalog, TODAY, assumed=False)
    assert "toll-free-dialing" in mobiles["sources"][0]["url"]
    buying = one_country("DE", Slots(), catalog, TODAY, assumed=False)
    assert buying["sources"][0]["url"].endswith("availability-in-germany")


def test_a_price_for_mobiles_is_said_once(catalog):
    view = one_country("DE", Slots(), catalog, TODAY, assumed=False)
    assert [note["code"] for note in view["access"][0]["notes"]] == ["roaming_may_fail"]


def test_every_country_has_a_view_for_every_meaning(catalog):
    for code in catalog.countries:
        view = one_country(code, Slots(), catalog, TODAY, assumed=False)
        assert view["listed"] and view["old"] and view["found"].keys() >= {"purchase", "dial_in", "credits"}


def test_facts_are_not_old_on_the_day_they_were_read(catalog):
    assert not one_country("DE", Slots(), catalog, date(2022, 8, 7), assumed=False)["old"]


def test_a_comparison_keeps_the_order_and_names_what_is_not_listed(catalog):
    view = comparison(("RU", "AD", "BR"), Slots(), catalog, TODAY)
    assert [(row["country"], row["listed"]) for row in view["rows"]] == [
        ("RU", True),
        ("AD", False),
        ("BR", True),
    ]


def test_without_a_country_every_country_is_offered(catalog):
    lists = which_country(Slots(), catalog)["lists"]
    assert len(lists["buyable"]) + len(lists["others"]) == lists["total"] == 114


def test_a_country_ahead_of_the_whole_zone_is_the_one_asked_about(catalog):
    zone = tuple(code for code, country in catalog.countries.items() if country.zone_a)
    assert asked_of_zone_a(("NZ", *(code for code in zone if code != "NZ")), catalog) == "NZ"
    assert asked_of_zone_a(("TR", *zone), catalog) == "TR"
    assert asked_of_zone_a(zone, catalog) is None
    assert asked_of_zone_a(("NZ", "DE"), catalog) is None


def test_many_countries_are_grouped_and_the_whole_zone_is_named(catalog):
    zone = tuple(code for code, country in catalog.countries.items() if country.zone_a)
    view = comparison(zone, Slots(), catalog, TODAY)
    assert (view["table"], view["zone"]) == (False, True)
    assert not comparison(zone[1:], Slots(), catalog, TODAY)["zone"]
