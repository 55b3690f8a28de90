"""A text as numbers of word pieces, as the sentence encoder learnt it: SentencePiece's unigram model."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from bot.understanding.piece_files import PieceFile
from bot.understanding.piece_spelling import PieceSpelling

UNKNOWN, START, END = 0, 1, 2
SPACE = "\u2581"
"""What a word begins with in the pieces."""
WORDS_KEPT = 4096
_UNKNOWN_IS_WORSE_BY = 10.0
_LEAST = float("-inf")
_NO_LETTER = "\ufffe"
"""Stands for zero, which arrays of bytes do not tell from their end."""


class Known(NamedTuple):
    """A piece within a word: the end exclusive."""

    end: int
    score: float
    number: int


class WordPieces:
    """Splits words into their likeliest pieces; a word that comes again is split once."""

    def __init__(self, file: PieceFile) -> None:
        order = np.argsort(file.names)
        self._numbers = order.astype(np.int32)
        self._names, self._scores = file.names[order], file.scores[order]
        self._longest = _longest_by_first(self._names)
        self._unknown = float(file.scores.min()) - _UNKNOWN_IS_WORSE_BY
        self._spelling = PieceSpelling(file.spelling)
        self._of_word = lru_cache(WORDS_KEPT)(self._split)

    def of(self, text: str) -> list[int]:
        """The numbers of its pieces between START and END."""
        pieces = [piece for word in text.split(" ") if word for piece in self._of_word(word)]
        return [START, *(pieces or [UNKNOWN]), END]

    def _split(self, word: str) -> tuple[int, ...]:
        is_plain = word.isascii() and word.isprintable()
        spelt = word if is_plain else self._spelling.normal(word).replace("\0", _NO_LETTER)
        return tuple(piece for part in spelt.split(" ") if part for piece in self._likeliest(SPACE + part))

    def _likeliest(self, word: str) -> list[int]:
        """The pieces with the largest sum of scores; a letter that is no piece counts as unknown."""
        best = [0.0] + [_LEAST] * len(word)
        back = [(0, UNKNOWN)] * (len(word) + 1)
        for start, known in enumerate(self._known(word)):
            if not known or known[0].end > start + 1:
                known = [Known(start + 1, self._unknown, UNKNOWN), *known]
            for end, score, number in known:
                if best[start] + score > best[end]:
                    best[end], back[end] = best[start] + score, (start, number)
        return _walked(back)

    def _known(self, word: str) -> list[list[Known]]:
        """The pieces that start at each letter, the shorter ones first."""
        spans = [
            (start, end)
            for start, letter in enumerate(word)
            for end in range(start + 1, min(start + self._longest.get(letter, 0), len(word)) + 1)
        ]
        found: list[list[Known]] = [[] for _ in word]
        if spans:
            parts = np.array([word[start:end].encode() for start, end in spans])
            places = np.minimum(np.searchsorted(self._names, parts), len(self._names) - 1)
            hits = np.flatnonzero(self._names[places] == parts)
            scores, numbers = self._scores[places[hits]].tolist(), self._numbers[places[hits]].tolist()
            for hit, score, number in zip(hits.tolist(), scores, numbers, strict=True):
                start, end = spans[hit]
                found[start].append(Known(end, score, number))
        return found


def _walked(back: list[tuple[int, int]]) -> list[int]:
    pieces: list[int] = []
    at = len(back) - 1
    while at > 0:
        at, piece = back[at]
        pieces.append(piece)
    return pieces[::-1]


def _begins(letters: Any) -> Any:
    """Which bytes of UTF-8 begin a letter."""
    return (letters & 0xC0) != 0x80


def _longest_by_first(names: Any) -> dict[str, int]:
    """Letters of the longest piece that starts with a letter; no part of a word that is longer can be one."""
    letters = names.view(np.uint8).reshape(len(names), -1)
    lengths = np.zeros(len(names), np.int32)
    for place in range(letters.shape[1]):
        lengths += _begins(letters[:, place]) & (letters[:, place] != 0)
    first = letters[:, :4].copy()
    is_past = np.zeros(len(names), bool)
    for place in range(1, 4):
        is_past |= _begins(letters[:, place])
        first[is_past, place] = 0
    starts = first.view("S4")[:, 0]
    changes = np.flatnonzero(np.r_[True, starts[1:] != starts[:-1]])
    longest = np.maximum.reduceat(lengths, changes)
    return {start.decode(): int(most) for start, most in zip(starts[changes].tolist(), longest, strict=True)}
