"""What was understood of a text: intent, slots, and what is not sure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

INTENTS = (
    "availability", "eligibility", "rates", "estimate", "balance", "usage", "plan_comparison",
    "how_to", "greeting", "help", "thanks", "cancel", "language_switch", "out_of_scope",
)  # fmt: skip
"""Every intent there is, in the order of their weight."""


@dataclass(frozen=True)
class Leg:
    """A group of callers that join in the same way."""

    count: int
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    call_type: str | None = None
    line_type: str | None = None


@dataclass(frozen=True)
class Slots:
    """What a question names. Unknown is None, or empty for countries and legs."""

    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2, in the order said."""
    call_type: str | None = None
    """toll, toll_free or dial_out."""
    line_type: str | None = None
    """landline or mobile."""
    phone_number: str | None = None
    """Digits as understood: E.164 where a country is known; masked digits are asterisks."""
    minutes: Decimal | None = None
    participants: int | None = None
    period: str | None = None
    """2026-10, 2026-Q3 or 2026-10-01/2026-10-15."""
    feature: str | None = None
    """audio_conferencing, toll_numbers, toll_free_numbers, communications_credits or dial_out."""
    agreement: str | None = None
    """EA, EAS, EES, CSP, WEB_DIRECT, MPSA, OPEN or MCA."""
    amount: Decimal | None = None
    currency: str | None = None
    """ISO 4217."""
    every: str | None = None
    """day, week or month."""
    topic: str | None = None
    """The question within the intent; None for the main one."""
    legs: tuple[Leg, ...] = ()
    cost_centre: str | None = None
    """Whose spending: one of the organisation's own names, or none of them; not shown to scripts."""

    def as_json(self) -> dict[str, Any]:
        """All keys, as the command line prints them: unknown is null, numbers are numbers."""
        values = {slot.name: getattr(self, slot.name) for slot in fields(self) if slot.name != "cost_centre"}
        values["countries"] = list(self.countries)
        values["legs"] = [
            {
                "count": leg.count,
                "country": leg.country,
                "call_type": leg.call_type,
                "line_type": leg.line_type,
            }
            for leg in self.legs
        ]
        for name in ("minutes", "amount"):
            number = values[name]
            if number is not None:
                values[name] = int(number) if number == int(number) else float(number)
        return values

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Slots":
        """The reverse of `as_json`, missing keys allowed. Raises TypeError on an unknown key."""
        known = dict(values)
        known["countries"] = tuple(known.get("countries") or ())
        known["legs"] = tuple(Leg(**leg) for leg in known.get("legs") or ())
        for name in ("minutes", "amount"):
            if known.get(name) is not None:
                known[name] = Decimal(str(known[name]))
        return cls(**known)


@dataclass(frozen=True)
class Ask:
    """One of the asks in a message."""

    intent: str
    slots: Slots


@dataclass(frozen=True)
class Ambiguity:
    """A slot with several readings: the person is asked, with a button for each."""

    slot: str
    """Name of the slot; it is left empty in the reading. "intent" when the intent itself is unsure."""
    said: str
    """The words that can mean several things."""
    options: tuple[str, ...]
    """Slot values, likeliest first: country codes, or intents. "US-GA" stands for the state of Georgia."""


@dataclass(frozen=True)
class Reading:
    """A text as understood in its conversation: carried slots are already filled in."""

    intent: str
    slots: Slots
    confidence: float
    """0 to 1, calibrated: the share of readings this sure that are right."""
    ambiguous: Ambiguity | None = None
    more: tuple[Ask, ...] = ()
    """Further asks of the same message."""
    language: str | None = None
    """Language that the text itself decides: one of ours or a two-letter code; None when it does not.
    For the intent language_switch it is the language asked for."""
    refusal: str | None = None
    """Why it must be refused: secrets, other_tenant or instructions; None when it need not."""
    carried: tuple[str, ...] = ()
    """Names of the slots, and "intent", that came from the conversation rather than from the text."""

    @property
    def is_unsure(self) -> bool:
        """Whether the text was not understood: it seemed out of scope, or its intent had to be asked for."""
        asked = self.ambiguous is not None and self.ambiguous.slot == "intent"
        return asked or (self.intent == "out_of_scope" and self.refusal is None)


@dataclass(frozen=True)
class Context:
    """What a reading may lean on: the conversation so far and the organisation's defaults."""

    intent: str | None = None
    slots: Slots = field(default_factory=Slots)
    language: str | None = None
    """The language of the conversation's last reply."""
    asked: Ambiguity | None = None
    """What the last reply asked for, if it asked."""
    home_country: str | None = None
    """The organisation's country: the default for numbers without a country code."""
    own_names: tuple[str, ...] = ()
    """Names of its cost centres, where the text may speak of one."""
