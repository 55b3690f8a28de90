"""The form takes what stands in its lists and nothing else."""

import pytest

from bot.answers.eligibility_view import read_countries, read_form


def test_what_was_filled_in_is_read_and_what_was_left_is_not():
    data = {
        "do": "save_profile",
        "country": "BR",
        "agreement": "MPSA",
        "auto_recharge": "no",
        "licence_assigned": "",
    }
    assert read_form(data) == ({"country": "BR", "agreement": "MPSA", "auto_recharge": False}, ())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("country", "Brazil"),
        ("country", "[BR](https://example.com)"),
        ("agreement", "ea"),
        ("agreement", ["EA"]),
        ("agreement", {"$gt": ""}),
        ("credits_set_up", True),
        ("credits_set_up", "maybe"),
        ("auto_recharge", 1),
    ],
)
def test_what_stands_in_no_list_is_an_error_of_its_field(name, value):
    assert read_form({name: value}) == ({}, (name,))


def test_fields_of_no_form_are_not_looked_at():
    assert read_form({"tenant": "other", "billing_step_seconds": 60}) == ({}, ())


@pytest.mark.parametrize(
    ("data", "countries"),
    [
        ({"countries": ["BR", "PT"]}, ("BR", "PT")),
        ({"countries": ["BR", "nowhere", 5, None]}, ("BR",)),
        ({"countries": "BR"}, ()),
        ({}, ()),
    ],
)
def test_countries_come_back_as_they_were_sent_if_they_exist(data, countries):
    assert read_countries(data) == countries
