"""What the slots of a text mean once its intent is known."""

from dataclasses import replace

from bot.understanding.books import portal_amount
from bot.understanding.reading import Slots
from bot.understanding.said import Said

_PRICES = frozenset({"rates", "estimate"})


def as_meant(said: Said, intent: str, topic: str | None, zone_a: tuple[str, ...]) -> Slots:
    """The slots said, with a call's direction and without countries that only name a zone."""
    slots = said.found.slots
    if intent == "rates" and said.asks_one_minute:
        slots = replace(slots, minutes=None)
    if intent in _PRICES and topic != "which_number" and _goes_out(said):
        return replace(slots, call_type="dial_out")
    if intent == "balance" and topic is None and (shown := portal_amount(said)) is not None:
        return replace(slots, amount=shown)
    if any(span.value == " ".join(zone_a) for span in said.found.spans):
        return _with_zone_a(slots, intent, topic, zone_a)
    return slots


def _goes_out(said: Said) -> bool:
    """The price "to Brazil", "to a mobile" or "of a call" to somewhere is that of dialling out."""
    slots, signals = said.found.slots, said.found.signals
    if slots.call_type or slots.legs or said.found.mentioned.get("call_type"):
        return False
    if signals & {"dial_in", "from_place", "in_place"}:
        return False
    names_call = any(span.slot == "call_verb" for span in said.found.spans)
    return "to_place" in signals or (names_call and bool(slots.countries or slots.line_type))


def _with_zone_a(slots: Slots, intent: str, topic: str | None, zone_a: tuple[str, ...]) -> Slots:
    """ "Is New Zealand in zone A" asks about dialling out to one country, a policy about none."""
    if intent == "how_to" or topic == "dial_out_policy":
        return replace(slots, countries=())
    beside = tuple(country for country in slots.countries if country not in zone_a)
    asked = beside or slots.countries
    if intent == "availability" and asked and asked != zone_a:
        return replace(slots, countries=asked, feature="dial_out")
    return slots
