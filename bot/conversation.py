"""What is remembered between turns: plain data, for a day."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.understanding.reading import Ambiguity, Context, Reading, Slots

REMEMBERED_FOR = timedelta(days=1)
WITHOUT_SUBJECT = frozenset({"greeting", "help", "thanks", "cancel", "language_switch", "out_of_scope"})
"""Intents that interrupt: what was spoken of before them still stands after them."""


class LostUpdate(Exception):
    """Another turn of the same conversation was saved first."""


@dataclass(frozen=True)
class Conversation:
    """The memory of one person in one chat."""

    intent: str | None = None
    slots: Slots = field(default_factory=Slots)
    language: str | None = None
    """Language of the last reply."""
    chosen_language: str | None = None
    """Language that the person asked for, which outweighs every other sign."""
    asked: Ambiguity | None = None
    """What the last reply asked for."""
    updated_at: datetime | None = None
    version: int = field(default=0, compare=False)
    """How often it was saved; the storage holds it against lost updates."""

    def at(self, now: datetime) -> "Conversation":
        """The memory as it stands now: after a day only the chosen language is left."""
        if self.updated_at is None or now - self.updated_at <= REMEMBERED_FOR:
            return self
        return Conversation(chosen_language=self.chosen_language, version=self.version)

    def context(self, home_country: str | None, own_names: tuple[str, ...] = ()) -> Context:
        """What the next reading may lean on."""
        return Context(self.intent, self.slots, self.language, self.asked, home_country, own_names)

    def after(self, reading: Reading, language: str, now: datetime) -> "Conversation":
        """The memory after a reply to this reading."""
        spoken = replace(self, language=language, asked=reading.ambiguous, updated_at=now)
        if reading.intent in WITHOUT_SUBJECT:
            return replace(spoken, asked=reading.ambiguous or self.asked)
        return replace(spoken, intent=reading.intent, slots=reading.slots)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values for the database."""
        return {
            "intent": self.intent,
            "slots": self.slots.as_json() | {"cost_centre": self.slots.cost_centre},
            "language": self.language,
            "chosen_language": self.chosen_language,
            "asked": asdict(self.asked) if self.asked else None,
            "updated_at": self.updated_at.isoformat() if self.updated_at else None,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Conversation":
        """The reverse of `as_json`."""
        asked, updated_at = values["asked"], values["updated_at"]
        return cls(
            intent=values["intent"],
            slots=Slots.from_json(values["slots"]),
            language=values["language"],
            chosen_language=values["chosen_language"],
            asked=Ambiguity(asked["slot"], asked["said"], tuple(asked["options"])) if asked else None,
            updated_at=datetime.fromisoformat(updated_at) if updated_at else None,
        )
