"""Longest-match look-up of phrases in a text, token by token."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from bot.understanding.text import Text, Token, plain_words

Value = TypeVar("Value")

JOINERS = frozenset("-'\u2010\u2011\u2012\u2013・·`´")
"""Signs that stand inside names and do not tell them apart."""
_SHORTENED = frozenset({"st", "ste", "sta", "sto", "s", "n", "rep", "dom", "ee", "uu", "d", "r", "p"})
"""Short forms that are written with a full stop."""


class Match(NamedTuple, Generic[Value]):
    """A phrase found: indices into the words, the end exclusive, and its value."""

    first: int
    last: int
    value: Value


def words_of(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that phrases are made of: no joiners, no full stops of short forms."""
    kept: list[Token] = []
    for position, token in enumerate(tokens):
        if token.said in JOINERS and not _is_between_digits(tokens, position):
            continue
        if token.said == "." and kept and kept[-1].end == token.start and kept[-1].folded in _SHORTENED:
            continue
        kept.append(token)
    return kept


def _is_between_digits(tokens: Sequence[Token], position: int) -> bool:
    """A dash from one number to another is kept: 1-15 October."""
    return (
        0 < position < len(tokens) - 1
        and tokens[position - 1].said[0].isdigit()
        and tokens[position + 1].said[0].isdigit()
    )


def phrase_key(phrase: str) -> str:
    """A phrase as tables hold it: folded words with a space between."""
    words = plain_words(phrase) or [_plain(token) for token in words_of(Text(phrase).tokens)]
    return " ".join(words)


def _plain(token: Token) -> str:
    return token.folded.replace(".", "") if token.is_word else token.folded


_ONE_WORD = (1,)


@cache
def _lengths(bits: int) -> tuple[int, ...]:
    """Numbers of words, the largest first, one more than the places of the bits that are set."""
    return tuple(place + 1 for place in range(bits.bit_length() - 1, -1, -1) if bits >> place & 1)


class PhraseTable(Generic[Value]):
    """Phrases and their values; keys as `phrase_key` makes them."""

    def __init__(self, values: Mapping[str, Value] | Iterable[tuple[str, Value]]) -> None:
        self.values: dict[str, Value] = dict(values)
        counts: dict[str, int] = {}
        for key in self.values:
            if " " in key:
                first = key[: key.index(" ")]
                counts[first] = counts.get(first, 0) | 1 << key.count(" ")
        self._longer = {first: _lengths(bits | (first in self.values)) for first, bits in counts.items()}

    def first_words(self) -> Iterable[str]:
        """Words that phrases start with."""
        return {**self._longer, **{key: None for key in self.values if " " not in key}}

    def starts(self, word: str) -> int:
        """Words of the longest phrase that starts with a word; 0 if none does."""
        return self._longer[word][0] if word in self._longer else int(word in self.values)

    def at(self, plain: Sequence[str], first: int) -> Iterator[Match[Value]]:
        """Phrases that start at a word, the longest first."""
        for length in self._longer.get(plain[first], _ONE_WORD):
            last = first + length
            if last <= len(plain):
                value = self.values.get(plain[first] if length == 1 else " ".join(plain[first:last]))
                if value is not None:
                    yield Match(first, last, value)

    def find(self, plain: Sequence[str]) -> list[Match[Value]]:
        """From left to right the longest phrase at each word, none within another."""
        found: list[Match[Value]] = []
        position = 0
        while position < len(plain):
            match = next(self.at(plain, position), None)
            if match is not None:
                found.append(match)
            position = match.last if match is not None else position + 1
        return found


def compared(words: Sequence[Token]) -> list[str]:
    """What the table compares."""
    return [_plain(word) for word in words]
