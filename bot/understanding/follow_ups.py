"""What a short message takes over from the conversation, and what it replaces there."""

from dataclasses import fields, replace

from bot.understanding.reading import Context, Leg, Slots
from bot.understanding.said import Said

_PLACES = ("countries", "call_type", "line_type", "phone_number")
CARRIES: dict[str, tuple[str, ...]] = {
    "availability": ("countries", "call_type", "line_type", "feature"),
    "eligibility": ("countries", "agreement"),
    "rates": (*_PLACES, "period"),
    "estimate": (*_PLACES, "minutes", "participants", "every", "legs"),
    "balance": ("currency",),
    "usage": (*_PLACES, "period", "cost_centre"),
    "plan_comparison": ("period", "participants", "minutes"),
    "how_to": ("feature",),
}
"""Slots that a question of this intent may take over. Sums never: nobody tops up twice by asking on."""
NEEDS_PLACE = frozenset(
    {("availability", None), ("rates", None), ("rates", "which_number"), ("estimate", None)}
)
"""Intents and topics that ask about somewhere: said without a place, they mean the last one."""
WITHOUT_PLACE = frozenset({"balance", "plan_comparison", "how_to"})
"""Intents that a bare country cannot mean."""
LONGEST_INCOMPLETE = 7
"""Words from which on a question without a place is a question of its own."""
LONGEST_DETAIL = 3
"""Words up to which a question about usage asks for more of the same period."""
MOST_PRICE_WORDS = 1
_WITH_PRICES = frozenset({"availability", "rates"})
_REPLACED_WITH = {
    "countries": ("phone_number", "legs"),
    "call_type": ("phone_number",),
    "line_type": ("phone_number",),
    "phone_number": ("countries", "line_type", "legs"),
    "legs": ("countries", "call_type", "line_type", "participants", "phone_number"),
}
"""What falls away when a slot is said anew, because it spoke of the same thing."""


def merged(old: Slots, new: Slots, intent: str) -> tuple[Slots, tuple[str, ...]]:
    """The new slots, completed by the old ones that this intent takes over; with the names of those."""
    said = [one.name for one in fields(Slots) if getattr(new, one.name)]
    gone = {name for slot in said for name in _REPLACED_WITH.get(slot, ())}
    carried = tuple(
        name
        for name in CARRIES.get(intent, ())
        if getattr(old, name) and not getattr(new, name) and name not in gone
    )
    taken = replace(new, **{name: getattr(old, name) for name in carried})
    return _with_changed_legs(old, taken, said, intent), carried


def _with_changed_legs(old: Slots, taken: Slots, said: list[str], intent: str) -> Slots:
    """ "And toll-free?" after a list of callers means all of them."""
    changes = {name: getattr(taken, name) for name in ("call_type", "line_type") if name in said}
    if intent != "estimate" or taken.legs != old.legs or not old.legs or not changes:
        return taken
    return replace(taken, legs=tuple(_changed(leg, changes) for leg in taken.legs))


def _changed(leg: Leg, changes: dict[str, str]) -> Leg:
    return replace(leg, **changes)


def before(said: Said, context: Context) -> Slots:
    """What was said before; who takes a kind of call back means the other kind in its place.

    A place that is still to be chosen takes the place of the one before.
    """
    new, old = said.found.slots, context.slots
    if said.found.ambiguous is not None:
        old = replace(old, countries=())
    if said.corrects and new.line_type and not new.call_type:
        return replace(old, call_type=None, feature=None)
    if said.corrects and new.call_type and not new.line_type:
        return replace(old, line_type=None)
    return old


def keeps_period(said: Said, context: Context, intent: str, topic: str | None) -> bool:
    """ "Who spent most?" after last May's spend means May."""
    same = intent == context.intent == "usage" and topic == context.slots.topic
    is_detail = said.words_beside_slots <= LONGEST_DETAIL or "compares_period" in said.found.signals
    return same and said.found.slots.period is None and is_detail


def compares(said: Said, context: Context) -> bool:
    """ "Why more than in May?" after spending asks about the spending."""
    is_short = said.words_beside_slots <= LONGEST_INCOMPLETE
    return context.intent == "usage" and is_short and "compares_period" in said.found.signals


def asks_price_there(said: Said, context: Context) -> bool:
    """ "How much there?" once a place was spoken of asks for its rate, not for what is left."""
    signals = said.found.signals
    if not (said.refers_back and "has_price_word" in signals and _names_place(context.slots)):
        return False
    if signals & {"has_duration", "has_people", "has_legs"}:
        return False
    beside = [word for word in said.content if (word,) not in said.cues.back_words]
    return len(beside) <= MOST_PRICE_WORDS and context.intent in _WITH_PRICES


def leans(said: Said, context: Context, intent: str, topic: str | None) -> bool:
    """Whether a question that names its intent still means the place spoken of before."""
    if context.intent is None:
        return False
    names_place = _names_place(said.found.slots) or said.found.ambiguous is not None
    if said.lead and intent == context.intent:
        return True
    if said.leans:
        return not names_place
    is_short = said.words_beside_slots <= LONGEST_INCOMPLETE
    is_open = (intent, topic) in NEEDS_PLACE and not names_place
    return is_open and is_short and _names_place(context.slots)


def _names_place(slots: Slots) -> bool:
    return bool(slots.countries or slots.phone_number or slots.legs)


def intent_of_bare(said: Said, context: Context) -> str:
    """What a message of nothing but slots asks after another question: the same, unless it cannot."""
    slots, intent = said.found.slots, context.intent or "availability"
    has_minutes = slots.minutes is not None and not (said.asks_one_minute and intent == "rates")
    if has_minutes or slots.participants is not None or slots.legs:
        return "plan_comparison" if intent == "plan_comparison" else "estimate"
    if slots.agreement:
        return "eligibility"
    names_place = slots.countries or slots.call_type or slots.line_type or said.found.ambiguous
    if names_place and intent in WITHOUT_PLACE:
        return "availability"
    if slots.phone_number and intent not in {"rates", "estimate"}:
        return "rates"
    return intent
