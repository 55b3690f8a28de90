"""Which words of a text are spoken for, and what they were found to say."""

from collections.abc import Iterable, Sequence

from bot.understanding.found import Span
from bot.understanding.text import Token
from bot.understanding.vocabulary import Said


class Marks:
    """Kept during one reading. A taken word is read by nobody else; a marked one only shows what it says."""

    def __init__(self, words: Sequence[Token]) -> None:
        self._words = words
        self.taken: set[int] = set()
        self._spans: list[Span] = []

    def take(self, first: int, last: int, slot: str, value: str) -> None:
        """Words by their indices, the end exclusive."""
        self.taken.update(range(first, last))
        self.mark(first, last, slot, value)

    def take_characters(self, start: int, end: int, slot: str, value: str) -> None:
        """All words that a stretch of characters touches."""
        self.taken.update(i for i, word in enumerate(self._words) if word.start < end and start < word.end)
        self._spans.append(Span(start, end, slot, value))

    def mark(self, first: int, last: int, slot: str, value: str) -> None:
        """Words that others may still read."""
        self._spans.append(Span(self._words[first].start, self._words[last - 1].end, slot, value))

    def mark_said(self, said: Iterable[Said]) -> None:
        """Phrases of the vocabulary."""
        for one in said:
            self.mark(one.first, one.last, one.slot, one.value)

    def is_taken(self, character: int) -> bool:
        """Whether the word at a character is taken."""
        return any(self._words[i].start <= character < self._words[i].end for i in self.taken)

    def free(self, said: Iterable[Said]) -> list[Said]:
        """Phrases of which no word is taken."""
        return [one for one in said if self.taken.isdisjoint(range(one.first, one.last))]

    def spans(self) -> tuple[Span, ...]:
        """What was found where, from left to right."""
        return tuple(sorted(self._spans, key=lambda span: (span.start, span.end)))
