"""ISO codes in a text: read as countries only where they cannot be words."""

from collections.abc import Mapping
from pathlib import Path

import tomli

from bot.understanding.sentence import Sentence

_SIGNS = frozenset("/&;+|")
_ALSO_CODES = frozenset({"uk", "eu", "usa", "uae"})
_UNITS = frozenset({"gb", "mb", "tb", "am", "pm"})
_NEAR = 2
"""Words to either side in which an office word speaks against a country."""


class CodeReader:
    """Reads two or three capitals, or small letters that are no word, as a country."""

    def __init__(self, folder: Path, two: frozenset[str], three: Mapping[str, str]) -> None:
        with (folder / "code_words.toml").open("rb") as data:
            lists = tomli.load(data)
        self._lists: Mapping[str, frozenset[str]] = {name: frozenset(words) for name, words in lists.items()}
        self._two = two
        self._three = three

    def read(self, sentence: Sentence, at: int) -> str | None:
        """The country that the code at a word stands for, or None."""
        said = sentence.words[at].said
        if len(said) not in (2, 3):
            return None
        code = self._code(said)
        if code is None:
            return None
        if self._is_in_a_row(sentence, at):
            return code
        if self._follows_a_number(sentence, at):
            return None
        if self._is_listed(sentence, at):
            return code
        if said.isupper() and not sentence.text.shouts:
            return code if self._is_meant(sentence, at) else None
        return code if self._is_no_word(said) or self._is_clear(sentence, at) else None

    def _code(self, said: str) -> str | None:
        if not said.isascii() or not (said.isupper() or said.islower()):
            return None
        upper = said.upper()
        return (upper if upper in self._two else None) if len(said) == 2 else self._three.get(upper)

    def _is_no_word(self, said: str) -> bool:
        return said.lower() not in self._lists["words_of_two" if len(said) == 2 else "words_of_three"]

    def _is_sure(self, said: str, shouts: bool) -> bool:
        if said.lower() in _ALSO_CODES:
            return True
        return self._code(said) is not None and (self._is_no_word(said) or (said.isupper() and not shouts))

    def _follows_a_number(self, sentence: Sentence, at: int) -> bool:
        """Units: 5 GB, 10 AM, 3 km."""
        is_word = sentence.plain[at] in self._lists["words_of_two"]
        return self._is_unit(sentence, at) or (is_word and sentence.word(at - 1)[:1].isdigit())

    def _is_unit(self, sentence: Sentence, at: int) -> bool:
        return sentence.plain[at] in _UNITS and sentence.word(at - 1)[:1].isdigit()

    def _is_in_a_row(self, sentence: Sentence, at: int) -> bool:
        """Whether it stands in a row of capital codes, CH AT DE, that is none of an office's: our IT US."""
        if sentence.text.shouts or not self._is_capital_code(sentence, at) or self._is_unit(sentence, at):
            return False
        first, last = at, at + 1
        while first and self._is_capital_code(sentence, first - 1):
            first -= 1
        while last < len(sentence.words) and self._is_capital_code(sentence, last):
            last += 1
        row = sentence.plain[first:last]
        short_forms = {*self._lists["weak_capitals"], *self._lists["listed_only"]}
        near = {sentence.word(first - 1), sentence.word(last)} & self._lists["office"]
        return len(row) > 1 and not near and not short_forms.issuperset(row)

    def _is_capital_code(self, sentence: Sentence, at: int) -> bool:
        said = sentence.words[at].said
        return said.isupper() and len(said) in (2, 3) and self._code(said) is not None

    def _is_meant(self, sentence: Sentence, at: int) -> bool:
        """Whether capitals that mean something else in an office are a country here."""
        word = sentence.plain[at]
        if word in self._lists["listed_only"]:
            return False
        if word not in self._lists["weak_capitals"]:
            return True
        near = set(sentence.plain[max(0, at - _NEAR) : at + _NEAR + 1])
        return sentence.word(at - 1) in self._lists["before_a_code"] and not near & self._lists["office"]

    def _is_listed(self, sentence: Sentence, at: int) -> bool:
        """Whether other codes stand beside it in a list: "br/de", "br, de, fr", "uk and us"."""
        signs, codes, sure = self._list_around(sentence, at)
        if sentence.plain[at] == "us" and sure:
            return True
        if signs and signs <= _SIGNS:
            return sure >= 1 or codes >= 2
        return codes >= 2 and (sure == 0 or sentence.plain[at] not in self._lists["everyday"])

    def _list_around(self, sentence: Sentence, at: int) -> tuple[set[str], int, int]:
        """The signs of the list that a word is in, how many other codes it has and how many sure ones."""
        signs: set[str] = set()
        codes = sure = 0
        for step in (1, -1):
            position = at
            while self._is_separator(sentence, position + step) and self._code_at(
                sentence, position + 2 * step
            ):
                signs.add(sentence.word(position + step))
                position += 2 * step
                codes += 1
                sure += self._is_sure(sentence.words[position].said, sentence.text.shouts)
        return signs, codes, sure

    def _is_separator(self, sentence: Sentence, at: int) -> bool:
        return sentence.word(at) in _SIGNS | {
            ",",
            "and",
            "or",
            "e",
            "y",
            "et",
            "und",
            "en",
            "o",
            "ou",
            "oder",
            "vs",
        }

    def _code_at(self, sentence: Sentence, at: int) -> bool:
        if not 0 <= at < len(sentence.words):
            return False
        return self._code(sentence.words[at].said) is not None or sentence.plain[at] in _ALSO_CODES

    def _is_clear(self, sentence: Sentence, at: int) -> bool:
        """Small "us" as in "the us", "us toll free"; in an English text "rate de toll free"."""
        word, before, after = sentence.plain[at], sentence.word(at - 1), sentence.word(at + 1)
        lists = self._lists
        if word == "us":
            return before == "the" or (
                after in lists["telephony"] and before not in lists["before_the_pronoun"]
            )
        english = sentence.language == "en" and word in lists["not_english"]
        return (
            english
            and before in lists["before_a_code"]
            and (after in lists["telephony"] or not after.isalnum())
        )
