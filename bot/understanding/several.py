"""A message with several asks, cut into parts: at sentence ends, and at an "and" that opens a new question."""

import re
from collections.abc import Iterator

from bot.understanding.cues import Cues
from bot.understanding.text import Text, Token

MOST_PARTS = 6
_SENTENCE_END = re.compile(r"[?!？！。;\n]+|\.(?=\s+\S)")
_FEWEST_WORDS = 2


def parts(text: Text, cues: Cues) -> list[str]:
    """The message's parts in order; the whole message when it is one ask."""
    cuts = sorted({0, *_sentence_ends(text.said), *_new_questions(text, cues), len(text.said)})
    pieces = [text.said[start:end].strip() for start, end in zip(cuts, cuts[1:], strict=False)]
    return [piece for piece in _joined(pieces) if piece][:MOST_PARTS]


def _sentence_ends(said: str) -> Iterator[int]:
    return (match.end() for match in _SENTENCE_END.finditer(said))


def _new_questions(text: Text, cues: Cues) -> Iterator[int]:
    spoken = [token for token in text.tokens if token.said[0].isalnum() or token.is_cjk]
    words = [token.folded for token in spoken]
    for place in range(_FEWEST_WORDS, len(words) - 1):
        if _opens(words, place, cues) or _after_comma(text, spoken, place, cues):
            yield spoken[place].start


def _opens(words: list[str], place: int, cues: Cues) -> bool:
    for locale in cues.locales:
        length = cues.joiners[locale].length(words[place:])
        if length and cues.openers[locale].length(words[place + length :]):
            return True
    return False


def _after_comma(text: Text, spoken: list[Token], place: int, cues: Cues) -> bool:
    between = text.said[spoken[place - 1].end : spoken[place].start]
    if not ("," in between or "、" in between or " - " in between):
        return False
    words = [token.folded for token in spoken[place:]]
    return any(cues.openers[locale].length(words) for locale in cues.locales)


def _joined(pieces: list[str]) -> list[str]:
    """A piece too short to ask something goes with the one after it, or before it at the end."""
    kept: list[str] = []
    for piece in pieces:
        if kept and (_is_short(kept[-1]) or _is_short(piece)):
            kept[-1] = f"{kept[-1]} {piece}"
        else:
            kept.append(piece)
    return kept


def _is_short(piece: str) -> bool:
    return len(piece.split()) < _FEWEST_WORDS and len(piece) < 8
