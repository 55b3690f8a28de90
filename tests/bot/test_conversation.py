"""What is remembered between turns."""

from datetime import UTC, datetime, timedelta

from bot.conversation import Conversation
from bot.understanding.reading import Ambiguity, Reading, Slots

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
BRAZIL = Slots(countries=("BR",), call_type="dial_out")


def test_the_subject_is_remembered():
    after = Conversation().after(Reading("rates", BRAZIL, 1.0), "en", NOW)
    assert after.context("DE").slots == BRAZIL


def test_thanks_in_between_leave_the_subject_as_it_was():
    conversation = Conversation().after(Reading("rates", BRAZIL, 1.0), "en", NOW)
    after = conversation.after(Reading("thanks", Slots(), 1.0), "en", NOW)
    assert (after.intent, after.slots) == ("rates", BRAZIL)


def test_after_a_day_only_the_chosen_language_is_left():
    old = Conversation("rates", BRAZIL, "de", "de", None, NOW)
    assert old.at(NOW + timedelta(days=1)) == old
    assert old.at(NOW + timedelta(days=1, seconds=1)) == Conversation(chosen_language="de")


def test_memory_survives_a_restart_as_json():
    asked = Ambiguity("countries", "Korea", ("KR", "KP"))
    conversation = Conversation("rates", BRAZIL, "de", None, asked, NOW)
    assert Conversation.from_json(conversation.as_json()) == conversation
