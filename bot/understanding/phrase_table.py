"""Longest-match look-up of phrases in a text, token by token."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from bot.understanding.text import CJK, Text, Token, fold

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


_SIMPLE = re.compile(rf"(?:(?![{CJK}])[^\W\d_])+(?: (?:(?![{CJK}])[^\W\d_])+)*")


def phrase_key(phrase: str) -> str:
    """A phrase as tables hold it: folded words with a space between."""
    if _SIMPLE.fullmatch(phrase):
        return fold(phrase)
    return " ".join(_plain(token) for token in words_of(Text(phrase).tokens))


def _plain(token: Token) -> str:
    return token.folded.replace(".", "") if token.is_word else token.folded


class PhraseTable(Generic[Value]):
    """Phrases and their values; keys as `phrase_key` makes them."""

    def __init__(self, values: Mapping[str, Value] | Iterable[tuple[str, Value]]) -> None:
        self.values: dict[str, Value] = dict(values)
        longer: dict[str, set[int]] = {}
        for key in self.values:
            if " " in key:
                first, _, rest = key.partition(" ")
                longer.setdefault(first, set()).add(rest.count(" ") + 2)
        self._lengths: dict[str, tuple[int, ...]] = dict.fromkeys(self.values, (1,))
        for first, lengths in longer.items():
            if first in self.values:
                lengths.add(1)
            self._lengths[first] = tuple(sorted(lengths, reverse=True))

    def first_words(self) -> Iterable[str]:
        """Words that phrases start with."""
        return self._lengths

    def starts(self, word: str) -> int:
        """Words of the longest phrase that starts with a word; 0 if none does."""
        return self._lengths.get(word, (0,))[0]

    def at(self, plain: Sequence[str], first: int) -> Iterator[Match[Value]]:
        """Phrases that start at a word, the longest first."""
        for length in self._lengths.get(plain[first], ()):
            last = first + length
            if last <= len(plain):
                value = self.values.get(" ".join(plain[first:last]))
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


def plain_words(words: Sequence[Token]) -> list[str]:
    """What the table compares."""
    return [_plain(word) for word in words]
