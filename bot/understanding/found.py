"""What a text says by itself, without its conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.understanding.reading import Ambiguity, Slots


@dataclass(frozen=True, slots=True)
class Span:
    """What was matched where: characters of the normalised text, the end exclusive."""

    start: int
    end: int
    slot: str
    value: str


@dataclass(frozen=True)
class Found:
    """Everything that fills a slot, and hints for whoever reads the intent."""

    slots: Slots
    """Slots without topic; an ambiguous one is empty."""
    spans: tuple[Span, ...]
    masked: str
    """The first 400 characters with places, numbers and sums replaced by neutral ones."""
    ambiguous: Ambiguity | None = None
    signals: frozenset[str] = frozenset()
    """has_place, has_region, has_duration, has_people, has_legs, has_amount, has_currency, has_period,
    has_phone_number, has_price_word, has_available_word, has_call_type, has_line_type, has_feature,
    has_agreement, has_every, refers_both, refers_all, to_place, from_place, home_number and dial_in."""
    places: tuple[tuple[str, ...], ...] = ()
    """Each place in the order said with the countries it can mean; regions are already expanded."""
    mentioned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """All values said of a slot that takes one: two call types leave the slot empty but stand here."""
    language: str | None = None
    """The one of our locales that the words themselves speak for."""
