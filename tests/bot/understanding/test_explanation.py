"""What was understood, and why, for whoever adds a phrase."""

from datetime import date

import pytest

from bot.understanding.explanation import Explanation, explain
from bot.understanding.reader import Reader
from bot.understanding.reading import Context, Slots

TODAY = date(2026, 7, 15)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def explained(reader: Reader, text: str, context: Context | None = None) -> Explanation:
    return explain(reader, text, context or Context(), TODAY)


def test_it_shows_the_words_behind_each_slot_and_what_speaks_for_the_intent(reader):
    part = explained(reader, "what is the price of a call to Brazil").parts[0]
    assert ("Brazil", "countries", "BR") in part.spans
    assert "price" in part.atoms
    assert part.candidates[0].label == "rates"


def test_each_ask_of_a_message_is_explained_by_itself(reader):
    parts = explained(reader, "is it available in Chile? and how much credit do we have?").parts
    assert [part.candidates[0].label for part in parts] == ["availability", "balance"]


def test_it_shows_what_was_carried_over(reader):
    reading = explained(reader, "and Portugal?", Context("rates", Slots(countries=("BR",)))).reading
    assert (reading.intent, reading.slots.countries) == ("rates", ("PT",))
    assert "intent" in reading.carried
