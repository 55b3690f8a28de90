"""Cue words that are read by rule: what opens a follow-up, names a choice, joins asks or must be refused."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import tomli

from bot.understanding.concepts import Concepts, words_of_wording

FOLDER = Path(__file__).parent / "cues"
Words = tuple[str, ...]


class Openings:
    """Word sequences that a text may begin with."""

    def __init__(self, wordings: Iterable[str]) -> None:
        self._known = {words_of_wording(wording) for wording in wordings}
        self._longest: dict[str, int] = {}
        for words in self._known:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    @property
    def first_words(self) -> Iterable[str]:
        """Words that openings start with."""
        return self._longest

    def length(self, words: Sequence[str], start: int = 0) -> int:
        """How many words the longest known opening has that stands at `start`; 0 when there is none."""
        longest = self._longest.get(words[start], 0) if start < len(words) else 0
        for count in range(min(longest, len(words) - start), 0, -1):
            if tuple(words[start : start + count]) in self._known:
                return count
        return 0

    def __contains__(self, words: Words) -> bool:
        return words in self._known


class Cues:
    """All languages' cues; those of languages that are not spoken hold refusals alone."""

    def __init__(self, folder: Path = FOLDER) -> None:
        files = {path.stem: tomli.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))}
        spoken = {locale: file["several"] for locale, file in files.items() if "several" in file}
        self.locales = tuple(spoken)
        self.leads = Openings(_all(files, "follow_up", "leads"))
        self.back = Concepts({"back": _all(files, "follow_up", "back")})
        self.back_words = Openings(_all(files, "follow_up", "back"))
        self.corrects = Openings(_all(files, "follow_up", "corrects"))
        self.scaled = Concepts({name: _all(files, "scaled", name) for name in files["en"]["scaled"]})
        self.small = Openings(_all(files, "follow_up", "small"))
        self.choices = {name: Openings(_all(files, "choice", name)) for name in files["en"]["choice"]}
        self.joiners = {locale: Openings(said["joiners"]) for locale, said in spoken.items()}
        self.conditions = Openings(_all(files, "several", "conditions"))
        self.openers = {locale: Openings(said["openers"]) for locale, said in spoken.items()}
        self.join_with, self.open_with = _first_words(self.joiners), _first_words(self.openers)
        self.refusal = Concepts({name: _all(files, "refusal", name) for name in files["en"]["refusal"]})
        self.owners = _single_words(_all(files, "refusal", "owners"))
        self.books = Concepts({name: _all(files, "books", name) for name in files["en"]["books"]})
        self.breakdown = Concepts({name: _all(files, "breakdown", name) for name in files["en"]["breakdown"]})
        self.spender_we = {
            locale: file["spender"]["we"][0] for locale, file in files.items() if locale in spoken
        }
        self.spender_said = _all(files, "spender", "said")
        self.spender_names = _all(files, "spender", "names")
        self.languages = Concepts({code: _all(files, "language", code) for code in files["en"]["language"]})


def _first_words(openings: Mapping[str, Openings]) -> frozenset[str]:
    return frozenset(word for one in openings.values() for word in one.first_words)


def _all(files: Mapping[str, Mapping[str, Mapping[str, list[str]]]], section: str, name: str) -> list[str]:
    return [wording for file in files.values() for wording in file.get(section, {}).get(name, ())]


def _single_words(wordings: Iterable[str]) -> frozenset[str]:
    return frozenset(word for wording in wordings for word in words_of_wording(wording))
