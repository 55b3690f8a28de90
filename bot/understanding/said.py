"""One message as everything that the rules look at, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.understanding.cues import Cues
from bot.understanding.slots import Found, Span
from bot.understanding.text import Text, Token

_OF_A_CALL = (
    "countries", "call_type", "line_type", "phone_number", "minutes", "participants", "period", "legs",
    "agreement",
)  # fmt: skip
_GROUPS = frozenset({"refers_both", "refers_all"})


@dataclass(frozen=True)
class Said:
    """A text with its slots, and which of its words do what."""

    text: Text
    found: Found
    cues: Cues

    @cached_property
    def words(self) -> list[str]:
        """Folded words and numbers."""
        return self.text.words

    @cached_property
    def lead(self) -> int:
        """How many words open it as a follow-up: "and", "what about"."""
        return self.cues.leads.length(self.words)

    @cached_property
    def refers_back(self) -> bool:
        """Whether it speaks of something said before: "there", "the same"."""
        return bool(self.cues.back.find(self.text))

    @property
    def corrects(self) -> bool:
        """Whether it opens by taking back what was said before: "no, I meant"."""
        return bool(self.cues.corrects.length(self.words))

    @cached_property
    def content(self) -> list[str]:
        """Words that are neither slots, nor the opening, nor too small to ask anything."""
        spoken = self.text.spoken
        asking: list[str] = []
        place = self.lead
        while place < len(spoken):
            small = self.cues.small.length(self.words, place)
            if not (small or _within(spoken[place], self.found.spans) or spoken[place].said.isdigit()):
                asking.append(spoken[place].folded)
            place += max(1, small)
        return asking

    @property
    def is_bare(self) -> bool:
        """Only slots and small words: what is asked must come from elsewhere."""
        return all((word,) in self.cues.back_words for word in self.content)

    @property
    def leans(self) -> bool:
        """Whether its words say that it goes on from something: "and", "there", "in all three"."""
        return bool(self.lead) or self.refers_back or bool(self.found.signals & _GROUPS)

    @property
    def asks_one_minute(self) -> bool:
        """Whether the minute it speaks of is a price's unit: nobody plans a call of one minute."""
        slots = self.found.slots
        return slots.minutes == 1 and not (slots.participants or slots.legs or slots.every)

    @cached_property
    def words_beside_slots(self) -> int:
        """Words that fill no slot."""
        spoken = self.text.spoken
        return sum(not _within(token, self.found.spans) for token in spoken)

    @property
    def names_something(self) -> bool:
        """Whether it fills a slot of a call, a place or a time by itself."""
        slots = self.found.slots
        return any(getattr(slots, name) for name in _OF_A_CALL) or self.found.ambiguous is not None


def _within(token: Token, spans: Sequence[Span]) -> bool:
    return any(span.start <= token.start and token.end <= span.end for span in spans)
