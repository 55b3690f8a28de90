"""The data on buttons: made here, and read back with suspicion, since anyone can send anything."""

from collections.abc import Mapping
from typing import Any

from bot.understanding.reading import INTENTS, Reading, Slots
from pricing.country_codes import COUNTRY_CODES
from pricing.imports.cost_centre_csv import LONGEST_NAME

_WORDS: Mapping[str, tuple[str, ...]] = {
    "call_type": ("toll", "toll_free", "dial_out"),
    "line_type": ("landline", "mobile"),
    "every": ("day", "twice_week", "week", "two_weeks", "month", "quarter"),
}
_MOST_COUNTRIES = 60
NOT_UNDERSTOOD = Reading("help", Slots(), confidence=1.0)
"""What a button with unreadable data asks for."""


def data(intent: str, topic: str | None, slots: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a button that asks a question; `slots` as in `Slots.as_json`, only those that are set."""
    return {"do": "ask", "intent": intent, "topic": topic, "slots": dict(slots)}


def choice(reading: Reading, option: str) -> dict[str, Any]:
    """The data of a button that settles what was ambiguous: the whole question, with nothing left open."""
    slots = {name: value for name, value in reading.slots.as_json().items() if value not in (None, [])}
    topic = slots.pop("topic", None)
    slot = reading.ambiguous.slot if reading.ambiguous else ""
    if slot == "intent":
        intent, _, chosen_topic = option.partition("/")
        return data(intent, chosen_topic or None, slots)
    if slot == "countries":
        return data(reading.intent, topic, {**slots, "countries": [*slots.get("countries", []), option[:2]]})
    return data(reading.intent, topic, {**slots, slot: option})


def reading_of(pressed: Mapping[str, Any], intent: str | None = None) -> Reading:
    """The question on a button; `intent` overrules the data's. What cannot be read asks for help."""
    try:
        slots = Slots.from_json({**pressed.get("slots", {}), "topic": pressed.get("topic")})
    except (TypeError, ValueError, ArithmeticError, AttributeError):
        return NOT_UNDERSTOOD
    named = intent or pressed.get("intent")
    return Reading(str(named), slots, 1.0) if named in INTENTS and _is_sound(slots) else NOT_UNDERSTOOD


def _is_sound(slots: Slots) -> bool:
    places = [*slots.countries, *(leg.country for leg in slots.legs if leg.country is not None)]
    known = all(isinstance(place, str) and place in COUNTRY_CODES for place in places)
    if len(places) > _MOST_COUNTRIES or not known:
        return False
    if not all(isinstance(leg.count, int) for leg in slots.legs):
        return False
    values = ((name, getattr(slots, name)) for name in _WORDS)
    return all(value is None or value in _WORDS[name] for name, value in values) and _are_texts(slots)


def _are_texts(slots: Slots) -> bool:
    texts = (slots.phone_number, slots.period, slots.feature, slots.agreement, slots.currency, slots.topic)
    short = all(text is None or (isinstance(text, str) and len(text) <= 60) for text in texts)
    name = slots.cost_centre
    return short and (name is None or (isinstance(name, str) and len(name) <= LONGEST_NAME))
