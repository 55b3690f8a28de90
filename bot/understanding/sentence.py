"""A text as the readers of slots look at it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.phrase_table import compared, words_of
from bot.understanding.text import Text, Token


@dataclass(frozen=True)
class Sentence:
    """The words of a text; readers point at them by their indices."""

    text: Text
    words: Sequence[Token]
    plain: Sequence[str]
    """The words as tables compare them."""
    language: str | None
    """One of our locales, where it is known."""
    is_foreign: bool = False
    """Whether it is known to be in none of our languages."""

    @classmethod
    def of(cls, text: Text) -> "Sentence":
        """A text whose language is not known yet."""
        words = words_of(text.tokens)
        return cls(text, words, compared(words), None)

    def word(self, at: int) -> str:
        """The folded word at an index, empty beyond the ends."""
        return self.plain[at] if 0 <= at < len(self.plain) else ""

    def said(self, first: int, last: int) -> str:
        """What stands from one word to before another, as it was typed."""
        return self.text.said[self.words[first].start : self.words[last - 1].end]
