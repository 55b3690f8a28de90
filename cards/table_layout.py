"""Whether a table fits on a phone without breaking words, and how wide its columns must be for that.

Measured by the letters, in pixels of the widest font that clients use; a little too wide does no harm.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

AVAILABLE = 288
"""Pixels inside a card on a screen that is 320 wide."""
GAP = 8
"""Between a column's text and its neighbour's: clients without lines between cells leave none."""
NORMAL, SMALL = 14, 12
"""Font sizes in pixels."""
BOLD = 1.07
_NARROW, _WIDE = frozenset("iIjlftr.,:;'|!()[]-/ ·"), frozenset("mwMW@%")
_BREAKS = re.compile(r"[ \u00a0\t\r\n\u200b]+|(?<=[-–/])")
"""A kept space counts: it is given up where an amount and its currency have no room beside each other."""
_CAN_BREAK_ANYWHERE = "\u3000"


@dataclass(frozen=True, slots=True)
class Layout:
    """A table that fits."""

    widths: tuple[int, ...]
    """Of the columns, in pixels of the narrow screen; in clients they are shares."""
    small: bool
    """Its texts must be small."""
    whole: bool = True
    """An amount and its currency have room on one line."""


def layout(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    weights: Sequence[int] | None = None,
    figures: Collection[int] = (),
) -> Layout | None:
    """How the table fits; None when a word of it would be broken on a narrow screen.

    If there is room, an amount and its currency stay on one line, and so does a whole text of `figures`.
    """
    texts = list(zip(columns, *rows, strict=True))
    needed = [max(_longest_word(head) * BOLD, *map(_longest_word, cells), 1) for head, *cells in texts]
    whole = [
        max(need, *map(_width if position in figures else _longest_kept, cells), 1)
        for position, (need, (_, *cells)) in enumerate(zip(needed, texts, strict=True))
    ]
    for size in (NORMAL, SMALL) if len(columns) <= 3 else (SMALL,):
        for each in (whole, needed):
            least = [width * size + GAP for width in each]
            if sum(least) <= AVAILABLE:
                widths = _shared_out(least, weights or [1] * len(columns), AVAILABLE)
                return Layout(widths, size == SMALL, each is whole)
    return None


def _shared_out(least: Sequence[float], weights: Sequence[int], room: int) -> tuple[int, ...]:
    """Each column gets what it needs, and of the rest what it lacks to its weight's share."""
    shares = [room * weight / sum(weights) for weight in weights]
    lacking = [max(share - need, 0) for share, need in zip(shares, least, strict=True)]
    rest = room - sum(least)
    return tuple(
        round(need + (rest * lack / sum(lacking) if sum(lacking) else 0))
        for need, lack in zip(least, lacking, strict=True)
    )


@lru_cache(8192)
def _longest_word(text: str) -> float:
    """Width of the widest piece that cannot be broken, in font sizes."""
    return max((_width(word) for word in _BREAKS.split(text)), default=0)


@lru_cache(8192)
def _longest_kept(text: str) -> float:
    """The same where an amount and its currency are one piece."""
    return max((_width(word) for word in text.split(" ")), default=0)


@lru_cache(8192)
def _width(word: str) -> float:
    if any(letter >= _CAN_BREAK_ANYWHERE for letter in word):
        return 2
    return sum(map(_letter, word))


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.38
    if letter in _WIDE:
        return 0.94
    return 0.7 if letter.isupper() else 0.585
