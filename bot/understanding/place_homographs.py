"""Names of places that are other words too: when they are not meant."""

import csv
from collections.abc import Mapping, Set
from pathlib import Path
from typing import NamedTuple

import tomli

from bot.understanding.phrase_table import phrase_key
from bot.understanding.sentence import Sentence

_ROMANCE = frozenset({"pt-BR", "es", "it", "fr"})
_SHORT_WORD = 4
"""Letters of the words in foreign names of several words that are rather words of the text's own language."""
_SHORT = 3
"""Letters of the short names, such as UK and EU, that need capitals or a clear setting."""


class Neighbours(NamedTuple):
    """Words that make a name something else: turkey sandwich, hi Jordan."""

    before: frozenset[str]
    after: frozenset[str]


class Homographs:
    """Tells a place from a word that is spelt the same."""

    def __init__(self, folder: Path) -> None:
        with (folder / "words.toml").open("rb") as data:
            lists = tomli.load(data)
        self._lists: Mapping[str, frozenset[str]] = {name: frozenset(words) for name, words in lists.items()}
        cities = (folder / "city_words.txt").read_text("utf-8").splitlines()
        self._cities = frozenset(phrase_key(city) for city in cities)
        with (folder / "homographs.csv").open(encoding="utf-8", newline="") as lines:
            self._neighbours = {
                row["word"]: Neighbours(frozenset(row["before"].split()), frozenset(row["after"].split()))
                for row in csv.DictReader(lines)
            }

        with (folder / "also_words.csv").open(encoding="utf-8", newline="") as lines:
            self._also_words = {
                row["name"]: frozenset(row["languages"].split()) for row in csv.DictReader(lines)
            }

    def is_other_word(self, sentence: Sentence, at: int, last: int, kind: str, known: Set[int]) -> bool:
        """Whether words found as a name of a kind do not mean the place; the end is exclusive.

        `known` are the words that the vocabulary explains: a people beside a kind of line is its country's.
        """
        name = " ".join(sentence.plain[at:last])
        if name in self._also_words and sentence.language not in self._also_words[name]:
            return not self._looks_like_a_name(sentence, at, last)
        if kind == "foreign" and last > at + 1 and sentence.language is not None:
            return all(len(word) <= _SHORT_WORD and word.isascii() for word in sentence.plain[at:last])
        return last == at + 1 and self._is_one_other_word(sentence, at, kind, known)

    def _looks_like_a_name(self, sentence: Sentence, at: int, last: int) -> bool:
        capital = sentence.words[last - 1].said[0].isupper() and not sentence.text.shouts
        alone = len(sentence.words) <= last - at + 1
        return capital and (alone or last > at + 1 or sentence.word(at - 1) in self._lists["before_a_place"])

    def _is_one_other_word(self, sentence: Sentence, at: int, kind: str, known: Set[int]) -> bool:
        word, said = sentence.plain[at], sentence.words[at].said
        denied = self._neighbours.get(word)
        if denied and (sentence.word(at - 1) in denied.before or sentence.word(at + 1) in denied.after):
            return True
        if len(word) <= _SHORT and word.isascii():
            accented = kind == "country" and len(word) == _SHORT and not said.isascii()
            return not (accented or self._is_short_name(sentence, at))
        capital = said[0].isupper() and not sentence.text.shouts
        if kind == "city" and word in self._cities:
            return not (capital and sentence.word(at - 1) in self._lists["before_a_place"])
        if kind == "foreign word":
            return sentence.language is not None or not capital or at == 0
        if kind == "people":
            small_word = word in self._lists["capital_peoples"] and not capital
            return self._is_language(sentence, at, known) or (
                small_word
                and not (
                    word in self._lists["small_peoples"] and sentence.word(at + 1) in self._lists["telephony"]
                )
            )
        return False

    def _is_short_name(self, sentence: Sentence, at: int) -> bool:
        said, small, before = sentence.words[at].said, sentence.plain[at], sentence.word(at - 1)
        if small == "gb" and before[:1].isdigit():
            return False
        if said.isupper() and not sentence.text.shouts:
            return True
        if small == "usa":
            return before not in self._lists["before_the_verb"] and (
                (said[0].isupper() and at > 0)
                or sentence.language not in _ROMANCE
                or before in self._lists["before_usa"]
            )
        if small in {"eu", "ue"}:
            articles = {"eu": {"the", "der"}, "ue": {"la", "l", "na", "da", "nell", "dell", "a"}}[small]
            return (
                before in articles
                or sentence.language in {"eu": {"en", "de", "nl"}, "ue": {"es", "it"}}[small]
            )
        return small in self._lists["small_short_names"] or (said[0].isupper() and small in {"rio", "goa"})

    def _is_language(self, sentence: Sentence, at: int, known: Set[int]) -> bool:
        """Whether "German" is the language: "in German, please", but not "to German mobiles"."""
        if sentence.plain[at] not in self._lists["languages"]:
            return False
        beside = {at - 1, at + 1, at + 2}
        if beside & known or any(sentence.word(i) in self._lists["telephony"] for i in beside):
            return False
        ends = not sentence.word(at + 1).isalnum()
        before = sentence.word(at - 1)
        if before in self._lists["before_a_person"] and not ends:
            return False
        if ends and (not before.isalnum() or before in self._lists["before_a_language"]):
            return True
        return not self._lists["speaking"].isdisjoint(sentence.plain)
