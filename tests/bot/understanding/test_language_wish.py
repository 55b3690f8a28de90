"""Words that name a people are a wish for their language where nothing else is said."""

from datetime import date

import pytest

from bot.understanding.reader import Reader
from bot.understanding.reading import Context, Slots

TODAY = date(2026, 7, 15)
AFTER_A_PRICE = Context(intent="rates", slots=Slots(countries=("BR",)))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("said", ["only english pls", "in inglese, grazie", "in het Engels aub"])
def test_a_language_alone_is_a_wish(reader, said):
    reading = reader.read(said, Context(), TODAY)
    assert (reading.intent, reading.language) == ("language_switch", "en")


def test_after_a_price_a_people_goes_on_from_it(reader):
    reading = reader.read("and German?", AFTER_A_PRICE, TODAY)
    assert (reading.intent, reading.slots.countries) == ("rates", ("DE",))


def test_after_a_price_in_german_is_a_wish_still(reader):
    assert reader.read("in German please", AFTER_A_PRICE, TODAY).intent == "language_switch"
