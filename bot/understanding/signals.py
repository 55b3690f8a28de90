"""Hints of a text for whoever reads its intent."""

from collections.abc import Mapping, Sequence

from bot.understanding.places import Place
from bot.understanding.reading import Slots

_FILLED = {
    "minutes": "has_duration",
    "legs": "has_legs",
    "amount": "has_amount",
    "currency": "has_currency",
    "period": "has_period",
    "phone_number": "has_phone_number",
    "feature": "has_feature",
    "agreement": "has_agreement",
    "every": "has_every",
}


def signals_of(slots: Slots, places: Sequence[Place], mentioned: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The signals that follow from what was found."""
    noted = {signal for slot, signal in _FILLED.items() if getattr(slots, slot) not in (None, ())}
    noted.update(f"has_{slot}" for slot, values in mentioned.items() if values)
    if slots.participants is not None or slots.legs:
        noted.add("has_people")
    if places:
        noted.add("has_place")
    if any(place.is_region for place in places):
        noted.add("has_region")
    return noted
