"""Buttons: what they carry comes back whole, and hostile data cannot break a turn."""

import pytest

from bot import press
from bot.understanding.reading import Ambiguity, Reading, Slots

TO_KOREA = Reading("rates", Slots(call_type="dial_out"), 0.9, Ambiguity("countries", "Korea", ("KR", "KP")))


def test_a_chosen_country_completes_the_question():
    chosen = press.reading_of(press.choice(TO_KOREA, "KR"))
    assert (chosen.intent, chosen.slots) == ("rates", Slots(countries=("KR",), call_type="dial_out"))


def test_a_chosen_reading_keeps_what_was_named():
    unsure = Reading(
        "rates", Slots(countries=("BR",)), 0.4, Ambiguity("intent", "", ("rates", "balance/runway"))
    )
    chosen = press.reading_of(press.choice(unsure, "balance/runway"))
    assert (chosen.intent, chosen.slots) == ("balance", Slots(countries=("BR",), topic="runway"))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"intent": "payroll"},
        {"intent": "rates", "slots": "none"},
        {"intent": "rates", "slots": {"secret": 1}},
        {"intent": "rates", "slots": {"countries": ["<b>", "XX"]}},
        {"intent": "rates", "slots": {"countries": 5}},
        {"intent": "rates", "slots": {"countries": [["BR"]]}},
        {"intent": "rates", "slots": {"minutes": "many"}},
        {"intent": "rates", "slots": {"legs": [{"count": "x"}]}},
        {"intent": "rates", "slots": {"legs": [7]}},
        {"intent": "rates", "slots": {"call_type": ["toll"]}},
        {"intent": "rates", "topic": {"a": 1}},
        {"intent": "rates", "slots": {"phone_number": "1" * 5000}},
        {"intent": "usage", "slots": {"cost_centre": "x" * 81}},
        {"intent": "usage", "slots": {"cost_centre": ["Sales"]}},
    ],
)
def test_data_that_cannot_be_read_asks_for_help(data):
    assert press.reading_of(data) == press.NOT_UNDERSTOOD


def test_the_longest_name_of_a_cost_centre_fits_on_a_button():
    slots = {"cost_centre": "x" * 80}
    assert press.reading_of(press.data("usage", None, slots)).slots == Slots(cost_centre="x" * 80)
