"""Country names with a slip of the finger in them; names of two countries that are close are both kept."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.phrase_table import PhraseTable
from bot.understanding.place_tables import kind_and_countries
from bot.understanding.sentence import Sentence

SHORTEST = 5
"""Letters from which on a word is tried as a misspelt name."""
_CONFUSED = (
    ("NE", "NG"),
    ("AT", "AU"),
    ("SK", "SI"),
    ("IR", "IQ"),
    ("DM", "DO"),
    ("ML", "MW"),
    ("MU", "MR"),
    ("ZM", "GM"),
    ("GY", "GN"),
    ("LV", "LT"),
    ("SE", "CH"),
    ("LY", "LB"),
    ("SZ", "CH"),
    ("PY", "UY"),
    ("MO", "MA"),
    ("MV", "ML"),
    ("MX", "MA"),
    ("SV", "BR"),
)
_PAIRS = {frozenset(pair): 1 for pair in _CONFUSED} | {frozenset(("NE", "NG")): 2}
"""How many slips further off the other name of a pair may be and still be asked about."""
LONGEST = 24
WORDS_KEPT = 4096
"""Words whose nearest names are remembered."""
_TELLING = 3
"""Letters of a word beside a misspelt one that tell of a name, small words of names apart."""
_SMALL = frozenset(
    [
        "the",
        "and",
        "los",
        "las",
        "les",
        "des",
        "der",
        "die",
        "das",
        "den",
        "dei",
        "del",
        "della",
        "islas",
        "ilhas",
        "iles",
    ]
)


class Guess(NamedTuple):
    """The end of the misspelt name, exclusive, and the countries that it can be."""

    last: int
    countries: tuple[str, ...]


class MisspeltPlaces:
    """Reads words that are nearly names of countries."""

    def __init__(self, names: PhraseTable[str], no_slips: frozenset[str]) -> None:
        self._no_slips = no_slips
        self._single: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._parts: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._whole_parts: set[str] = set()
        self._names = names
        self._countries_near = lru_cache(WORDS_KEPT)(self._find_countries)
        self._parts_near = lru_cache(WORDS_KEPT)(self._find_parts)
        for name, value in names.values.items():
            if value[0] in "nda":
                self._add(name)

    def _add(self, name: str) -> None:
        if " " not in name:
            if len(name) >= SHORTEST:
                self._single[name[0], len(name)].append(name)
            return
        for part in name.split():
            self._whole_parts.add(part)
            if len(part) >= SHORTEST and part not in self._parts[part[0], len(part)]:
                self._parts[part[0], len(part)].append(part)

    def read(self, sentence: Sentence, at: int) -> Guess | None:
        """The name that starts at a word with a slip in it."""
        word, plain = sentence.plain[at], sentence.plain
        if len(word) < _TELLING or not word.isalpha() or word in _SMALL:
            return None
        several = self._part_of_a_name(plain, at)
        if several is not None or not self.is_strange(word):
            return several
        return self._whole_name(plain, at)

    def is_strange(self, word: str) -> bool:
        """Whether a word is long enough to be a misspelt name, and no everyday word."""
        return SHORTEST - 1 <= len(word) <= LONGEST and word.isalpha() and word not in self._no_slips

    def near(self, word: str) -> bool:
        """Whether a word could be taken for a name, or a part of one, with a slip in it."""
        return len(word) >= SHORTEST - 1 and (
            self._whole_name([word], 0) is not None or bool(self._near_parts(word, ()))
        )

    def _whole_name(self, plain: Sequence[str], at: int) -> Guess | None:
        countries = self._countries_near(plain[at])
        return Guess(at + 1, countries) if countries else None

    def _find_countries(self, word: str) -> tuple[str, ...]:
        allowed = _allowed(len(word))
        near = _nearest(word, self._candidates(self._single, word, allowed), allowed + 2)
        return self._meant(near) if near and near[0][0] <= allowed else ()

    def _meant(self, near: list[tuple[int, str]]) -> tuple[str, ...]:
        best, name = near[0]
        countries = list(self._countries(name))
        for distance, other in near[1:]:
            for country in self._countries(other):
                close = any(distance - best <= _PAIRS.get(frozenset((country, c)), 0) for c in countries)
                if country not in countries and (distance == best or close):
                    countries.append(country)
        return tuple(countries)

    def _countries(self, name: str) -> tuple[str, ...]:
        return kind_and_countries(self._names.values[name])[1]

    def _candidates(self, table: dict[tuple[str, int], list[str]], word: str, allowed: int) -> list[str]:
        firsts = {word[0], word[1]}
        lengths = range(len(word) - allowed - 1, len(word) + allowed + 2)
        return [name for first in firsts for length in lengths for name in table.get((first, length), ())]

    def _part_of_a_name(self, plain: Sequence[str], at: int) -> Guess | None:
        """A name of several words, one of them misspelt: "saudi arbia", "unted states"."""
        window = list(plain[at : at + 4])
        for position, word in enumerate(window):
            if position and self._names.starts(window[0]) < position + 1:
                return None
            for part in self._near_parts(word, window[:position] + window[position + 1 :]):
                mended = [*window[:position], part, *window[position + 1 :]]
                for match in self._names.at(mended, 0):
                    if match.last > max(position, 1) and match.value[0] in "na":
                        return Guess(at + match.last, kind_and_countries(match.value)[1])
        return None

    def _near_parts(self, word: str, others: Sequence[str]) -> list[str]:
        """Parts of names that a word nearly is; everyday words only beside telling ones: "new zeland"."""
        if len(word) < SHORTEST or not word.isalpha():
            return []
        is_looked_at = self.is_strange(word) or any(map(self._is_telling, others))
        return self._parts_near(word) if is_looked_at else []

    def _is_telling(self, word: str) -> bool:
        return len(word) >= _TELLING and word in self._whole_parts and word not in _SMALL

    def _find_parts(self, word: str) -> list[str]:
        allowed = _allowed(len(word))
        near = _nearest(word, self._candidates(self._parts, word, allowed), allowed)
        return [part for distance, part in near if distance][:3]


def _nearest(word: str, names: Sequence[str], furthest: int) -> list[tuple[int, str]]:
    """Names within so many slips, the nearest first."""
    found = process.extract(
        word, names, scorer=OSA.distance, processor=None, score_cutoff=furthest, limit=None
    )
    return sorted((int(distance), name) for name, distance, _ in found)


def _allowed(length: int) -> int:
    """Slips forgiven in a word of so many letters."""
    return 1 if length < 8 else 2
