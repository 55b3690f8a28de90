"""Names with the endings and prefixes of other languages: Бразилии, Brasiliassa, 브라질에서, بالبرازيل."""

import re
from collections import defaultdict
from functools import cached_property

from bot.understanding.phrase_table import PhraseTable
from bot.understanding.place_tables import kind_and_countries

_STEM = 4
"""Letters that a name and the word must share at least."""
_LONGEST_ENDING = 5
_MOST_DROPPED = 2
"""Last letters of a name that an ending may replace."""
_PREFIXES = ("وبال", "بال", "لل", "في", "ب", "ل", "و", "ב", "ל", "מ", "ה", "ש")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer write words without spaces between."""
_HANGUL = ("\uac00", "\ud7a3")


class InflectedPlaces:
    """Reads a word as a name in another grammatical case."""

    def __init__(self, names: PhraseTable[str]) -> None:
        self._names = names

    def read(self, word: str) -> tuple[str, ...]:
        """The countries that the word can mean, none if it is no name."""
        if _HANGUL[0] <= word[0] <= _HANGUL[1]:
            return self._with_particle(word)
        if is_unspaced(word):
            return self._within(word)
        if prefix := next((p for p in _PREFIXES if word.startswith(p)), None):
            value = self._names.values.get(word.removeprefix(prefix)) or self._names.values.get(
                "ال" + word[len(prefix) :]
            )
            if value and value[0] in "nx":
                return kind_and_countries(value)[1]
        return self._with_ending(word)

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        """Made when a word in another language is first looked at, as is what follows."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, value in self._names.values.items():
            if value[0] in "nxw" and " " not in name and len(name) > _STEM:
                found[name[:_STEM]].append(name)
        return dict(found)

    @cached_property
    def _unspaced(self) -> list[str]:
        return [
            name
            for name, value in self._names.values.items()
            if len(name) >= _STEM and value[0] in "nx" and _UNSPACED.match(name)
        ]

    def _with_particle(self, word: str) -> tuple[str, ...]:
        for length in range(len(word) - 1, 1, -1):
            value = self._names.values.get(word[:length])
            if value and value[0] in "nxa":
                return kind_and_countries(value)[1]
        return ()

    def _within(self, word: str) -> tuple[str, ...]:
        found = max((name for name in self._unspaced if name in word), key=len, default=None)
        return kind_and_countries(self._names.values[found])[1] if found else ()

    def _with_ending(self, word: str) -> tuple[str, ...]:
        best: dict[str, int] = {}
        for name in self._by_stem.get(word[:_STEM], ()):
            shared = _shared(name, word)
            if len(name) - shared <= _MOST_DROPPED and len(word) - shared <= _LONGEST_ENDING:
                for country in kind_and_countries(self._names.values[name])[1]:
                    best[country] = max(best.get(country, 0), 2 * shared - len(name))
        ranked = sorted(best, key=lambda country: (-best[country], country))
        return tuple(country for country in ranked if best[country] == best[ranked[0]])


def is_unspaced(word: str) -> bool:
    """Whether a stretch of letters holds several words, as Thai writes them."""
    return _UNSPACED.match(word) is not None


def _shared(name: str, word: str) -> int:
    """Letters that both start with."""
    return next(
        (i for i, (a, b) in enumerate(zip(name, word, strict=False)) if a != b), min(len(name), len(word))
    )
