"""The utterance files keep their own rules, and the reader of the files reads what they say."""

from collections import Counter
from pathlib import Path

import pytest

from bot.understanding.reading import INTENTS, Leg
from tests.utterances.heading import LANGUAGES, REFUSED, TOPICS, HeadingError, read_heading
from tests.utterances.reading_file import Phrasing, UtteranceError, everything, of_language, read_file

ENOUGH = {"en": 350, "pt-BR": 250, "es": 170, "fr": 170, "de": 170, "it": 170, "nl": 120, "ja": 120}


def key(phrasing: Phrasing) -> tuple[object, ...]:
    return (phrasing.language, phrasing.context, " ".join(phrasing.text.casefold().split()))


def test_no_phrasing_stands_twice():
    counted = Counter(key(phrasing) for phrasing in everything())
    assert [one for one, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intent_and_topic_is_asked_in_every_language(language):
    asked = {(p.first.intent, p.first.slots.topic) for p in of_language(language)}
    wanted = {(intent, topic) for intent in INTENTS for topic in (None, *TOPICS.get(intent, ()))}
    assert wanted - {("how_to", None)} - asked == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_enough_phrasings(language):
    assert len(of_language(language)) >= ENOUGH[language]


def test_there_are_at_least_1500_questions_apart_from_follow_ups_and_attacks():
    assert sum(p.file not in {"follow_ups.txt", "adversarial.txt"} for p in everything()) >= 1500


def test_what_is_out_of_scope_is_in_no_other_intent():
    inside, outside = set(), set()
    for phrasing in everything():
        is_outside = phrasing.first.intent in {"out_of_scope", REFUSED}
        (outside if is_outside else inside).add((phrasing.context, phrasing.text.casefold()))
    assert inside & outside == set()


def test_attacks_are_refused_in_every_language():
    attacked = {p.language for p in of_language("adversarial") if p.first.intent == REFUSED}
    assert set(LANGUAGES) <= attacked


def test_every_follow_up_leans_on_something_said():
    assert [p.line for p in of_language("follow_ups") if not p.context] == []


def test_a_heading_says_slots_regions_and_groups():
    (one,) = read_heading("estimate legs=20:DE:toll_free:-;5:IN:dial_out:mobile minutes=45 every=week")
    assert one.slots.legs == (Leg(20, "DE", "toll_free"), Leg(5, "IN", "dial_out", "mobile"))
    assert one.slots.countries == ("DE", "IN") and not one.any_order
    assert read_heading("availability countries=DK+NO")[0].any_order


def test_a_heading_says_what_may_stay_out_and_what_is_asked_back():
    (one,) = read_heading("usage|rates period?=2026-06 asks=GE|US-GA")
    assert one.intents == ("usage", "rates")
    assert one.optional == {"period"}
    assert one.asks == ("GE", "US-GA")


def test_a_message_can_hold_two_asks():
    first, second = read_heading("balance + usage period=2026-06")
    assert (first.intent, second.intent, second.slots.period) == ("balance", "usage", "2026-06")


WRONG = """
    weather
    rates colour=red
    rates call_type=free
    rates countries=Brazil
    balance topic=buy
    rates minutes
    rates minutes=1 minutes=2
    rates minutes=many
    estimate legs=20:DE
"""


@pytest.mark.parametrize("heading", [line.strip() for line in WRONG.strip().splitlines()])
def test_a_heading_with_anything_unknown_is_an_error_with_its_line(heading, tmp_path: Path):
    file = tmp_path / "en.txt"
    file.write_text(f"// today is 2026-07-15\n{heading}\n  how much?\n", encoding="utf-8")
    with pytest.raises(UtteranceError, match=r"en\.txt:2: "):
        read_file(file)


def test_a_phrasing_without_heading_is_an_error(tmp_path: Path):
    file = tmp_path / "en.txt"
    file.write_text("// today is 2026-07-15\n  how much?\n", encoding="utf-8")
    with pytest.raises(UtteranceError, match="needs a heading"):
        read_file(file)


def test_context_begins_anew_after_its_phrasings(tmp_path: Path):
    file = tmp_path / "follow_ups.txt"
    file.write_text("// today is 2026-07-15\n[de]\n> a\n> b\nhelp\n  c\n> d\nhelp\n  e\n", encoding="utf-8")
    assert [(p.text, p.context, p.language) for p in read_file(file)] == [
        ("c", ("a", "b"), "de"),
        ("e", ("d",), "de"),
    ]


def test_headings_are_errors_of_their_own():
    with pytest.raises(HeadingError, match="unknown intent"):
        read_heading("sports")
