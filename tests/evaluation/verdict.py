"""Whether a reading is what its phrasing means."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from bot.understanding.reading import Ask, Reading, Slots
from tests.evaluation.playing import Played
from tests.utterances.heading import REFUSED, Expected

SLOTS = tuple(slot.name for slot in fields(Slots))
WITHOUT_SLOTS = frozenset({"greeting", "help", "thanks", "cancel", "language_switch", "out_of_scope"})
_SAYS_TWICE = {"toll_numbers": "toll", "toll_free_numbers": "toll_free", "dial_out": "dial_out"}
"""Features that repeat a call type."""
_CALL = ("countries", "call_type", "line_type", "phone_number")
_USED: Mapping[str, tuple[str, ...]] = {
    "availability": (*_CALL, "feature"),
    "eligibility": ("countries", "agreement"),
    "rates": (*_CALL, "period"),
    "estimate": (*_CALL, "minutes", "participants", "every", "legs"),
    "balance": ("amount", "currency", "period"),
    "usage": (*_CALL, "period"),
    "plan_comparison": ("participants", "minutes", "period"),
    "how_to": (),
}
"""Slots that change the answer to an intent, beside the topic."""


@dataclass(frozen=True)
class Verdict:
    """What is right about one reading."""

    played: Played
    intent: bool
    """Topic apart: that is a slot."""
    wrong_slots: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    """Slot: expected, read."""
    more: bool = True
    """Whether the further asks of the message are those expected."""
    asked: bool = False
    """Whether the person is asked which place or which question was meant."""
    must_ask: bool = False
    """Whether they had to be."""

    @property
    def slots(self) -> bool:
        return not self.wrong_slots

    @property
    def countries(self) -> bool:
        return "countries" not in self.wrong_slots

    @property
    def right(self) -> bool:
        return self.intent and self.slots and self.more

    @property
    def wrong_answer(self) -> bool:
        """Answered although it was not understood: worse than asking."""
        return not self.asked and not self.right


def judge(played: Played) -> Verdict:
    """Holds a reading against what was expected."""
    expected, reading = played.phrasing.first, played.reading
    if expected.intent == REFUSED:
        return Verdict(played, _is_refused(reading))
    ask = Ask(reading.intent, reading.slots)
    wrong = _wrong_slots(expected, ask)
    if expected.asks and not _asks_of(reading, expected):
        wrong["countries"] = (expected.asks, reading.slots.countries)
    right = ask.intent in expected.intents and _language(expected, reading)
    return Verdict(
        played, right, wrong, _more(played), reading.ambiguous is not None, must_ask=bool(expected.asks)
    )


def _is_refused(reading: Reading) -> bool:
    return reading.refusal is not None or (reading.intent == "out_of_scope" and not reading.more)


def _asks_of(reading: Reading, expected: Expected) -> bool:
    asked = reading.ambiguous
    return asked is not None and asked.slot == "countries" and set(expected.asks) <= set(asked.options)


def _language(expected: Expected, reading: Reading) -> bool:
    return expected.language is None or reading.language == expected.language


def _more(played: Played) -> bool:
    """Further asks in the order said; a refused one is out of scope, or the refusal of the whole."""
    expected, read = played.phrasing.expected[1:], played.reading.more
    if [one.intent for one in expected] == [REFUSED] and played.reading.refusal is not None:
        return True
    if len(expected) != len(read):
        return False
    return all(_is_met(one, ask) for one, ask in zip(expected, read, strict=True))


def _is_met(expected: Expected, ask: Ask) -> bool:
    if expected.intent == REFUSED:
        return ask.intent == "out_of_scope"
    return ask.intent in expected.intents and not _wrong_slots(expected, ask)


def _wrong_slots(expected: Expected, ask: Ask) -> dict[str, tuple[Any, Any]]:
    if expected.intent in WITHOUT_SLOTS:
        return {}
    wanted, read = essential(expected.slots, expected.intent), essential(ask.slots, expected.intent)
    pairs = {slot: (getattr(wanted, slot), getattr(read, slot)) for slot in SLOTS}
    if expected.any_order:
        pairs["countries"] = (frozenset(wanted.countries), frozenset(read.countries))
    return {
        slot: (want, got)
        for slot, (want, got) in pairs.items()
        if want != got and not (slot in expected.optional and not got)
    }


def essential(slots: Slots, intent: str) -> Slots:
    """The slots without what makes no other answer: tests/utterances/README.md says which."""
    used = {name: getattr(slots, name) for name in (*_USED.get(intent, SLOTS), "topic")}
    if "feature" in used and used["feature"] != "communications_credits":
        used["feature"] = None
    if "call_type" in used:
        used["call_type"] = slots.call_type or _SAYS_TWICE.get(slots.feature or "")
    if slots.phone_number and intent in {"rates", "estimate"}:
        used["call_type"] = "dial_out"
    if slots.legs or slots.topic in {"dial_out_policy", "which_number"}:
        used["call_type"] = used["line_type"] = None
    return Slots(**used)
