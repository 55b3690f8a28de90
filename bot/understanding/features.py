"""What the head looks at beside the sentence vector: concepts, filled slots, length, and pairs of these."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from bot.understanding.concepts import Concepts
from bot.understanding.slots import Found
from bot.understanding.text import Text

_LENGTHS = (1, 3, 6, 11)
_NAMED = ("call_type", "line_type", "feature")
_LEFT_OUT = frozenset(
    {
        "home_number",
        "language_word",
        "has_currency",
        "has_call_type",
        "has_feature",
        "in_place",
        "compares_period",
    }
)
"""Signals that say nothing of the intent, or what the slots say already."""


def atoms(text: Text, read: Found, concepts: Concepts) -> frozenset[str]:
    """The single things that are there; concepts by their names, the rest with a mark before it."""
    found = concepts.find(text)
    found.add(_length(len(text.words)))
    found.update(f"={getattr(read.slots, name)}" for name in _NAMED if getattr(read.slots, name))
    found.update(f"#{signal}" for signal in read.signals - _LEFT_OUT)
    if len(read.places) > 1:
        found.add("#places")
    return frozenset(found)


def _length(words: int) -> str:
    return f"~{sum(words > most for most in _LENGTHS)}"


def names(found: frozenset[str]) -> list[str]:
    """Single atoms and pairs of them, as the head's weights name them."""
    single = sorted(found)
    return single + [f"{one}+{other}" for one, other in combinations(single, 2)]


def active(found: frozenset[str], index: Mapping[str, int]) -> list[int]:
    """Places of the features that the head knows."""
    return [index[name] for name in names(found) if name in index]


def matrix(rows: Sequence[frozenset[str]], index: Mapping[str, int], pair_weight: float) -> Any:
    """Float32 array (rows, features): 1 for an atom that is there, `pair_weight` for a pair."""
    import numpy as np

    filled = np.zeros((len(rows), len(index)), dtype=np.float32)
    for row, found in enumerate(rows):
        for name in names(found):
            if name in index:
                filled[row, index[name]] = pair_weight if "+" in name else 1.0
    return filled
