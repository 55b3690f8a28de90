"""A message with several asks, cut into pieces: at sentence ends, and where a new question opens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.understanding.cues import Cues
from bot.understanding.text import Text, Token, text_of

Locales = tuple[str, ...]

MOST_PIECES = 6
_SENTENCE_END = re.compile(r"[?!？！。;\n]+|\.(?=\s+\S)")
_COMMA = re.compile(r"[,、:]|\s[-–—]\s")
_JAPANESE_QUESTION = re.compile(r"(?:か|かな|の)[、,]\s*$")
_FEWEST_WORDS = 2
_LOOKED_AT = 30
"""Words of what stands before a comma; no opening is longer."""
_OPENS_WITHIN = 3
"""Words before a question's first one: "hi, so what"."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a message."""

    said: str
    is_question: bool
    """Whether it asks by its own words; else it may only say what the next one asks about."""


def pieces(text: Text, cues: Cues, language: str | None) -> list[Piece]:
    """The message's pieces in order; the whole message when it is one.

    `language`: what it is written in, so that "o que" is no "or what"; any of ours while it is not known.
    """
    spoken = (language,) if language in cues.locales else cues.locales
    cuts = sorted({0, *_sentence_ends(text.said), *_new_questions(text, cues, spoken), len(text.said)})
    said = [text.said[start:end].strip() for start, end in pairwise(cuts)]
    kept = [one for one in _joined(said) if one][:MOST_PIECES]
    return [Piece(one, _asks(one, text_of(one).words, cues, spoken)) for one in kept]


def _asks(said: str, words: list[str], cues: Cues, spoken: Locales) -> bool:
    return said.endswith(("?", "？")) or any(
        _opener(words, place, cues, spoken) for place in range(min(_OPENS_WITHIN, len(words)))
    )


def _opener(words: list[str], place: int, cues: Cues, spoken: Locales) -> bool:
    return words[place] in cues.open_with and any(
        cues.openers[locale].length(words, place) for locale in spoken
    )


def _sentence_ends(said: str) -> Iterator[int]:
    return (match.end() for match in _SENTENCE_END.finditer(said))


def _new_questions(text: Text, cues: Cues, spoken_in: Locales) -> Iterator[int]:
    spoken, words = text.spoken, text.words
    for place in range(_FEWEST_WORDS, len(words) - 1):
        if _opens(words, place, cues, spoken_in) or _after_comma(text, spoken, words, place, cues, spoken_in):
            yield spoken[place].start


def _opens(words: list[str], place: int, cues: Cues, spoken: Locales) -> bool:
    """An "and" with a question after it."""
    if words[place] not in cues.join_with:
        return False
    for locale in spoken:
        length = cues.joiners[locale].length(words, place)
        if length and cues.openers[locale].length(words, place + length):
            return True
    return False


def _after_comma(
    text: Text, spoken: list[Token], words: list[str], place: int, cues: Cues, spoken_in: Locales
) -> bool:
    """After a comma only where a question came before it too: "if 10 call, what does it cost" is one."""
    between = text.said[spoken[place - 1].end : spoken[place].start]
    if not _COMMA.search(between):
        return False
    before = text.said[: spoken[place].start]
    if _JAPANESE_QUESTION.search(before):
        return True
    if not _opener(words, place, cues, spoken_in) or cues.conditions.length(words):
        return False
    return _asks(before, words[: min(place, _LOOKED_AT)], cues, spoken_in)


def _joined(said: list[str]) -> list[str]:
    """A piece too short to ask something goes with the one after it, or before it at the end."""
    kept: list[str] = []
    for piece in said:
        if kept and (_is_short(kept[-1]) or _is_short(piece)):
            kept[-1] = f"{kept[-1]} {piece}"
        else:
            kept.append(piece)
    return kept


def _is_short(piece: str) -> bool:
    return len(piece.split()) < _FEWEST_WORDS and len(piece) < 8
