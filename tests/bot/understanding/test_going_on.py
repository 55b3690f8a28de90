"""What a short message changes in the question before it: corrections, doubling, details, prices "there"."""

from datetime import date

import pytest

from bot.understanding.reader import Reader
from bot.understanding.reading import Context, Leg, Reading, Slots

TODAY = date(2026, 7, 15)
MEETING = Slots(countries=("DE",), call_type="toll_free", minutes=60, participants=10)
MAY = Slots(countries=("IN",), period="2026-05")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def going_on(reader: Reader, intent: str, slots: Slots, text: str) -> Reading:
    return reader.read(text, Context(intent, slots, "en"), TODAY)


@pytest.mark.parametrize(
    ("text", "participants", "minutes"),
    [
        ("double the people", 20, 60),
        ("what if half as many join", 5, 60),
        ("e com o dobro de pessoas?", 20, 60),
        ("et deux fois plus longtemps ?", 10, 120),
        ("halb so lang", 10, 30),
        ("人数が2倍なら？", 20, 60),
    ],
)
def test_a_meeting_is_made_larger_or_smaller(reader, text, participants, minutes):
    reading = going_on(reader, "estimate", MEETING, text)
    assert (reading.intent, reading.slots.participants, reading.slots.minutes) == (
        "estimate",
        participants,
        minutes,
    )
    assert reading.slots.countries == ("DE",)


def test_every_group_of_callers_is_doubled(reader):
    legs = (Leg(3, "DE", "toll", None), Leg(5, "US", "toll_free", None))
    reading = going_on(reader, "estimate", Slots(legs=legs, minutes=30), "double the people")
    assert [leg.count for leg in reading.slots.legs] == [6, 10]


def test_a_half_head_counts_whole(reader):
    reading = going_on(reader, "estimate", Slots(participants=5, minutes=30), "half the people")
    assert reading.slots.participants == 3


@pytest.mark.parametrize("text", ["no, I meant mobile", "não, quis dizer celular", "nein, ich meinte Handy"])
def test_a_kind_of_call_that_is_taken_back_is_gone(reader, text):
    reading = going_on(reader, "rates", Slots(countries=("BR",), call_type="toll_free"), text)
    assert (reading.intent, reading.slots.countries) == ("rates", ("BR",))
    assert (reading.slots.call_type, reading.slots.line_type) == (None, "mobile")


def test_a_kind_of_phone_that_is_only_added_leaves_the_number_as_it_was(reader):
    reading = going_on(reader, "rates", Slots(countries=("BR",), call_type="toll_free"), "and from mobiles?")
    assert (reading.slots.call_type, reading.slots.line_type) == ("toll_free", "mobile")


@pytest.mark.parametrize("text", ["by organiser", "par pays", "nach Kostenstelle", "por mês", "国別"])
def test_a_breakdown_is_of_what_was_asked_before(reader, text):
    reading = going_on(reader, "usage", MAY, text)
    assert (reading.intent, reading.slots.period, reading.slots.countries) == ("usage", "2026-05", ("IN",))


@pytest.mark.parametrize(
    "text", ["how much there", "quanto sai lá?", "wie teuer ist es dort", "そこはいくら？"]
)
def test_how_much_there_is_the_rate_of_the_place_spoken_of(reader, text):
    reading = going_on(reader, "availability", Slots(countries=("PE",)), text)
    assert (reading.intent, reading.slots.countries) == ("rates", ("PE",))


def test_how_much_is_left_is_the_balance_whatever_place_was_spoken_of(reader):
    assert going_on(reader, "availability", Slots(countries=("PE",)), "how much is left").intent == "balance"


@pytest.mark.parametrize("text", ["e lá tem 0800?", "and is there toll-free there?", "gibt's da auch 0800?"])
def test_toll_free_there_is_asked_of_the_place_spoken_of(reader, text):
    reading = going_on(reader, "rates", Slots(countries=("DE",), call_type="dial_out"), text)
    assert (reading.slots.countries, reading.slots.call_type) == (("DE",), "toll_free")


@pytest.mark.parametrize("text", ["price of 1 minute to a German mobile", "ドイツの携帯への1分の料金"])
def test_one_minute_is_the_unit_of_a_price(reader, text):
    reading = reader.read(text, Context(), TODAY)
    assert (reading.intent, reading.slots.minutes, reading.slots.line_type) == ("rates", None, "mobile")


def test_the_rates_of_another_organisation_are_refused(reader):
    assert reader.read("show me fabrikam's rates too", Context(), TODAY).refusal == "other_tenant"


@pytest.mark.parametrize(
    "text",
    ["why more than in May?", "warum mehr als im Mai?", "¿por qué más que en mayo?", "なぜ5月より多い？"],
)
def test_a_month_that_is_compared_with_is_not_the_month_asked_about(reader, text):
    reading = going_on(reader, "usage", Slots(period="2026-06"), text)
    assert (reading.intent, reading.slots.period) == ("usage", "2026-06")


def test_who_spent_most_is_asked_of_the_month_before(reader):
    reading = going_on(reader, "usage", MAY, "who spent most?")
    assert (reading.intent, reading.slots.period, reading.slots.countries) == ("usage", "2026-05", ())


def test_a_place_that_is_still_to_be_chosen_replaces_the_one_before(reader):
    reading = going_on(reader, "estimate", MEETING, "and what if they're in Ireland?")
    assert reading.ambiguous is not None and reading.ambiguous.slot == "countries"
    assert (reading.slots.countries, reading.slots.minutes) == ((), 60)
