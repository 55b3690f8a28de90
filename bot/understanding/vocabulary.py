"""The words of the eight languages, read from words/<locale>.toml."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from bot.understanding.joined_numbers import joined_numbers
from bot.understanding.phrase_table import PhraseTable, phrase_key

FOLDER = Path(__file__).parent / "words"
LOCALES = ("en", "pt-BR", "es", "fr", "de", "it", "nl", "ja")
GROUPS: dict[str, tuple[str, ...]] = {
    "asked": ("call_type", "call_verb", "line_type", "feature", "agreement"),
    "often": ("every", "per"),
    "quantity": ("unit", "part", "people", "numbers", "and"),
    "period": ("months", "period", "range", "unit", "numbers"),
    "currency": ("currency",),
    "group": ("group",),
    "device": ("device",),
    "shared": ("shared",),
    "direction": ("direction",),
    "signal": ("signal",),
    "money": ("money",),
    "aside": ("aside",),
}
"""Sections that are looked up together: within a group the longest phrase wins."""
_LOOKED_UP = tuple(dict.fromkeys(slot for slots in GROUPS.values() for slot in slots))
_SMALL_WORDS = frozenset({"numbers", "and", "part", "direction", "shared", "range", "aside"})
"""Sections whose words mean other things elsewhere: read in the text's own language where it is known."""


_TELLING = (
    "call_type",
    "call_verb",
    "line_type",
    "unit",
    "people",
    "months",
    "period",
    "signal",
    "every",
    "money",
)
_MOST_SHARED = 2
"""Languages that may share a word of the vocabulary which still speaks for them."""
_SHORTEST_COMPOUND = 9
"""Letters from which on a word is looked at as put together."""


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
        self.words = {locale: _read(folder / f"{locale}.toml") for locale in LOCALES}
        meanings = _meanings(self.words)
        self._tables = {group: _table(slots, meanings) for group, slots in GROUPS.items()}
        self._groups = _groups_by_first_word(self._tables)
        self._telling = _telling_words(self.words)
        self._own_only = {locale: _keys(words["own_only"]) for locale, words in self.words.items()}
        self._compounds = {
            locale: _compounds(words["compound"])
            for locale, words in self.words.items()
            if "compound" in words
        }
        self._ordinary = {locale: _keys(words["ordinary"]) for locale, words in self.words.items()}

    def language(self, plain: Sequence[str]) -> str | None:
        """The one of our languages that the small words of a text speak for; None when they do not."""
        votes: Counter[str] = Counter()
        for word in plain:
            votes.update(self._telling.get(word, ()))
        ranked = votes.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def regions(self) -> Iterator[tuple[str, str]]:
        """Every name of a region, as tables hold it, and the region."""
        for words in self.words.values():
            for region, names in words["region"].items():
                yield from ((phrase_key(name), region) for name in names)

    def read(self, plain: Sequence[str], language: str | None) -> dict[str, list[Said]]:
        """Phrases of each group from left to right, within a group none inside another."""
        found: dict[str, list[Said]] = {group: [] for group in GROUPS}
        free = dict.fromkeys(GROUPS, 0)
        for at, word in enumerate(plain):
            if len(word) >= _SHORTEST_COMPOUND and word not in self._groups:
                self._read_compound(word, at, language, found)
            for group in self._groups.get(word, ()):
                said = self._longest(group, plain, at, language) if free[group] <= at else None
                if said is not None:
                    found[group].append(said)
                    free[group] = said.last
        return found

    def _read_compound(self, word: str, at: int, language: str | None, found: dict[str, list[Said]]) -> None:
        """German and Dutch words put together: Mobilfunkpreis, Telefonteilnehmern."""
        for locale, (starts, ends) in self._compounds.items():
            if language in {None, locale}:
                if line := next((line for start, line in starts if word.startswith(start)), None):
                    found["asked"].append(Said(at, at + 1, "line_type", line))
                elif word.endswith(ends):
                    found["quantity"].append(Said(at, at + 1, "people", "people"))

    def _longest(self, group: str, plain: Sequence[str], at: int, language: str | None) -> Said | None:
        for match in self._tables[group].at(plain, at):
            meaning = self._meant(" ".join(plain[at : match.last]), match.value, language)
            if meaning is not None:
                return Said(at, match.last, meaning.slot, meaning.value)
        return None

    def _meant(self, phrase: str, meanings: tuple[Meaning, ...], language: str | None) -> Meaning | None:
        for meaning in meanings:
            if meaning.locale == language:
                return meaning
        if phrase in self._ordinary.get(language or "", ()):
            return None
        for meaning in meanings:
            strange = language is not None and meaning.slot in _SMALL_WORDS
            if not strange and phrase not in self._own_only[meaning.locale]:
                return meaning
        return None


def _read(file: Path) -> dict[str, Any]:
    with file.open("rb") as data:
        return tomli.load(data)


def _keys(phrases: Sequence[str]) -> frozenset[str]:
    return frozenset(phrase_key(phrase) for phrase in phrases)


def _meanings(words: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, list[Meaning]]]:
    """What each phrase means, by section."""
    found: dict[str, dict[str, list[Meaning]]] = defaultdict(lambda: defaultdict(list))
    for locale, sections in words.items():
        for slot in _LOOKED_UP:
            for value, phrases in sections[slot].items():
                for phrase in phrases:
                    found[slot][phrase_key(phrase)].append(Meaning(slot, value, locale))
        if "joined" in sections:
            for phrase, number in joined_numbers(sections["numbers"], sections["joined"]):
                found["numbers"][phrase].append(Meaning("numbers", str(number), locale))
    return found


def _table(slots: Sequence[str], meanings: Mapping[str, Mapping[str, list[Meaning]]]) -> PhraseTable[Any]:
    """The sections in one table; of a phrase in several, a language's meanings stand together, in order."""
    found: dict[str, list[Meaning]] = defaultdict(list)
    for slot in slots:
        for phrase, meant in meanings[slot].items():
            found[phrase] += meant
    by_language = LOCALES.index
    return PhraseTable(
        {
            phrase: tuple(sorted(meant, key=lambda one: by_language(one.locale)))
            for phrase, meant in found.items()
        }
    )


def _compounds(words: dict[str, Any]) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """Beginnings with their kinds of line, and endings for people."""
    starts = [(phrase_key(start), line) for line, found in words["start"].items() for start in found]
    return starts, tuple(phrase_key(end) for end in words["end"]["people"])


def _groups_by_first_word(tables: Mapping[str, PhraseTable[Any]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for group, table in tables.items():
        for word in table.first_words():
            found[word].append(group)
    return {word: tuple(groups) for word, groups in found.items()}


def _telling_words(words: Mapping[str, dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Words that speak for a language: the small ones listed, and words that few languages share."""
    listed, others = defaultdict(set), defaultdict(set)
    for locale, sections in words.items():
        kept = _keys(sections["own_only"])
        for word in sections["function"]["words"]:
            listed[phrase_key(word)].add(locale)
        for section in _TELLING:
            for phrase in (p for phrases in sections[section].values() for p in phrases if " " not in p):
                if (key := phrase_key(phrase)) not in kept:
                    others[key].add(locale)
    found = {
        word: locales for word, locales in others.items() if len(locales) <= _MOST_SHARED and " " not in word
    }
    for word, locales in listed.items():
        found[word] = found.get(word, set()) | locales
    return {word: tuple(sorted(locales, key=LOCALES.index)) for word, locales in found.items()}
