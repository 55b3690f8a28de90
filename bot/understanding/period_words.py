"""What stands at a word of a text, for whoever looks for periods there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.understanding import period_values as values
from bot.understanding.text import Token
from bot.understanding.vocabulary import Said

OF = frozenset({
    "of", "de", "del", "do", "di", "von", "van", "d", "'", ",", "/", "年", "の",
})  # fmt: skip
_ORDINALS = frozenset({
    "st", "nd", "rd", "th", ".", "º", "ª", "er", "e", "ème", "日", "°",
})  # fmt: skip
_ALSO_WORDS = frozenset({
    "may", "march", "mar", "set", "out", "mai", "jan", "dec", "dez", "ago", "mag", "abr", "ene",
    "dic", "gen", "sep", "des", "jun",
})  # fmt: skip
"""Months that are also words: read as months only beside a number, a preposition or another month."""
FROM = frozenset({
    "de", "do", "from", "entre", "von", "vom", "del", "van", "du", "d", "between", "tra", "fra", "tussen",
    "zwischen",
})  # fmt: skip
"""Words that open a range but do not mean "since" by themselves."""
BEFORE_MONTHS = frozenset({
    "in", "of", "for", "since", "until", "during", "em", "no", "de", "en", "do", "im", "seit", "bis", "für",
    "von", "pour", "depuis", "à", "a", "per", "nel", "dal", "sinds", "voor", "tot", "this", "last",
})  # fmt: skip
_BEFORE_WORDS_TOO = BEFORE_MONTHS | {"vom", "van", "du", "and", "und", "et", "y"}
_VERBS_TOO = frozenset({"may", "march"})
_BEFORE_NOUNS = frozenset({"the", "our", "my", "that", "this"})
"""What no verb follows: "the may invoice"."""
_LAST = frozenset({
    "last", "past", "passado", "passada", "pasado", "pasada", "dernier", "dernière", "derniere", "scorso",
    "scorsa", "vorigen", "letzten", "letzter", "afgelopen", "vorige",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year, and the word after it."""

    year: int
    month: int
    last: int


class PeriodWords:
    """The words of one text with what the word lists say of them."""

    def __init__(self, words: Sequence[Token], said: Sequence[Said], taken: set[int], today: date) -> None:
        self._words = words
        self._at = {one.first: one for one in said if taken.isdisjoint(range(one.first, one.last))}
        self._taken = taken
        self._today = today

    def worth_reading(self) -> Iterator[int]:
        """Words at which a period can start."""
        return (at for at in range(len(self._words)) if at in self._at or self._words[at].said[0].isdigit())

    def phrase(self, at: int, slot: str, *wanted: str) -> Said | None:
        """What a word list says of the word, if it is of one of the wanted kinds."""
        said = self._at.get(at)
        return said if said and said.slot == slot and (not wanted or said.value in wanted) else None

    def number(self, at: int, low: int, high: int) -> int | None:
        """A number in digits between two bounds."""
        if not 0 <= at < len(self._words) or at in self._taken:
            return None
        digits = self._words[at].said
        return int(digits) if re.fullmatch(r"\d{1,4}", digits) and low <= int(digits) <= high else None

    def word_number(self, at: int) -> int | None:
        """A number that is written as one word."""
        said = self.phrase(at, "numbers")
        return int(said.value) if said and said.last == at + 1 and said.value != "0" else None

    def word(self, at: int) -> str:
        """The folded word, empty beyond the ends."""
        return self._words[at].folded if 0 <= at < len(self._words) else ""

    def until(self, at: int) -> int | None:
        """The word after "to", "until" or a dash."""
        if self.word(at) in {"-", "–", "〜", "~"}:
            return at + 1
        said = self.phrase(at, "range", "until") or (
            self.phrase(at, "range", "since") if self.word(at) == "か" else None
        )
        return said.last if said else None

    def month(self, at: int) -> Month | None:
        """ "October", "October 2025", "outubro de 2025"."""
        said = self.phrase(at, "months")
        if said is None or not self._is_month(said):
            return None
        month = int(said.value)
        for skip in (0, 1):
            year = self.number(said.last + skip, 2000, 2100)
            if year and (skip == 0 or self.word(said.last) in OF):
                return Month(year, month, said.last + skip + 1)
        year = self.number(at - 2, 2000, 2100) if self.word(at - 1) == "年" else None
        last = said.last + 1 if self.word(said.last) in _LAST else said.last
        return Month(year or values.latest_year(month, self._today), month, last)

    def _is_month(self, said: Said) -> bool:
        word = self._words[said.first]
        if self.word(said.last) == "mayen":
            return False
        if word.folded not in _ALSO_WORDS:
            return True
        after = self.word(said.last)
        if self.number(said.last, 1, 2100) or self.number(said.first - 1, 1, 31) or self.until(said.last):
            return True
        if word.folded == "may" and after in {
            "i",
            "we",
            "you",
            "they",
            "be",
            "have",
            "not",
            "need",
            "the",
            "he",
            "she",
        }:
            return False
        before = self.word(said.first - 1)
        if word.folded in _VERBS_TOO and (before in _BEFORE_NOUNS or after in {"", "?", "vs", "versus"}):
            return True
        return before in _BEFORE_WORDS_TOO or (word.said[0].isupper() and said.first > 0)

    def after_ordinal(self, at: int) -> int:
        """The word after "st" or "º"."""
        return at + 1 if self.word(at) in _ORDINALS else at

    def counts_something(self, at: int) -> bool:
        """Whether the word is counted by the number before it: "October 3 minutes"."""
        said = self._at.get(at)
        return (
            said is not None
            and said.slot == "unit"
            and said.value in {"minute", "hour"}
            and self.word(at) != "日"
        ) or self.word(at) in {"people", "personas", "pessoas", "%"}
