"""The words of the eight languages, read from words/<locale>.toml."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.understanding.phrase_table import PhraseTable, phrase_key

FOLDER = Path(__file__).parent / "words"
LOCALES = ("en", "pt-BR", "es", "fr", "de", "it", "nl", "ja")
GROUPS: dict[str, tuple[str, ...]] = {
    "asked": ("call_type", "call_verb", "line_type", "feature", "agreement"),
    "often": ("every", "per"),
    "quantity": ("unit", "part", "people", "numbers", "and"),
    "period": ("months", "period", "range"),
    "currency": ("currency",),
    "group": ("group", "region"),
    "shared": ("shared",),
    "direction": ("direction",),
    "signal": ("signal",),
}
"""Sections that are looked up together: within a group the longest phrase wins."""


class Meaning(NamedTuple):
    """What a phrase stands for in one language."""

    slot: str
    value: str
    locale: str


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase of the vocabulary in a text: word indices, the end exclusive."""

    first: int
    last: int
    slot: str
    value: str


class Vocabulary:
    """All languages' words in one look-up; what a phrase means may depend on the language of the text."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.words = {
            locale: _read(folder / f"{locale}.toml")
            for locale in LOCALES
            if (folder / f"{locale}.toml").exists()
        }
        self.tables = {group: PhraseTable(_meanings(self.words, slots)) for group, slots in GROUPS.items()}
        self._function = _function_words(self.words)
        self._own_only = {
            l: {phrase_key(w) for w in words.get("own_only", ())} for l, words in self.words.items()
        }

    def language(self, plain: Sequence[str]) -> str | None:
        """The one of our languages that the small words of a text speak for; None when they do not."""
        votes: Counter[str] = Counter()
        for word in plain:
            votes.update(self._function.get(word, ()))
        ranked = votes.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def find(self, group: str, plain: Sequence[str], language: str | None) -> list[Said]:
        """Phrases of a group from left to right, none within another."""
        found = []
        for match in self.tables[group].find(plain):
            meaning = self._meant(" ".join(plain[match.first : match.last]), match.value, language)
            if meaning is not None:
                found.append(Said(match.first, match.last, meaning.slot, meaning.value))
        return found

    def _meant(self, phrase: str, meanings: tuple[Meaning, ...], language: str | None) -> Meaning | None:
        for meaning in meanings:
            if meaning.locale == language:
                return meaning
        for meaning in meanings:
            if language is None or phrase not in self._own_only[meaning.locale]:
                return meaning
        return None


def _read(file: Path) -> dict:
    with file.open("rb") as data:
        return tomllib.load(data)


def _meanings(words: dict[str, dict], slots: Iterable[str]) -> dict[str, tuple[Meaning, ...]]:
    found: dict[str, list[Meaning]] = {}
    for locale, sections in words.items():
        for slot in slots:
            for value, phrases in sections[slot].items():
                for phrase in phrases:
                    found.setdefault(phrase_key(phrase), []).append(Meaning(slot, value, locale))
    return {phrase: tuple(meanings) for phrase, meanings in found.items()}


def _function_words(words: dict[str, dict]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for locale, sections in words.items():
        for word in sections["function"]["words"]:
            found.setdefault(phrase_key(word), []).append(locale)
    return {word: tuple(dict.fromkeys(locales)) for word, locales in found.items()}
