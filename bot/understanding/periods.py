"""Months, quarters and ranges of days in the words of a text, seen from today."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.understanding import period_values as values
from bot.understanding.text import Token
from bot.understanding.vocabulary import Said

_OF = frozenset(["of", "de", "del", "do", "di", "von", "van", "d", "'", ",", "/", "年", "の"])
_ORDINALS = frozenset(["st", "nd", "rd", "th", ".", "º", "ª", "er", "e", "ème", ".", "日", "°"])
_ALSO_WORDS = frozenset(
    [
        "may",
        "march",
        "mar",
        "set",
        "out",
        "mai",
        "jan",
        "dec",
        "dez",
        "ago",
        "mag",
        "mars",
        "abr",
        "ene",
        "dic",
        "mei",
        "gen",
        "sep",
        "des",
        "jun",
    ]
)
"""Months that are also words: read as months only beside a number, a preposition or another month."""
_FROM = frozenset(
    [
        "de",
        "do",
        "from",
        "entre",
        "von",
        "vom",
        "del",
        "van",
        "du",
        "d",
        "between",
        "tra",
        "fra",
        "tussen",
        "zwischen",
    ]
)
"""Words that open a range but do not mean "since" by themselves."""
_BEFORE_MONTHS = frozenset(
    [
        "in",
        "of",
        "for",
        "since",
        "until",
        "during",
        "em",
        "no",
        "de",
        "en",
        "do",
        "for",
        "im",
        "seit",
        "bis",
        "für",
        "von",
        "pour",
        "depuis",
        "à",
        "a",
        "per",
        "nel",
        "dal",
        "sinds",
        "voor",
        "tot",
        "this",
        "last",
    ]
)
_LAST = frozenset(
    [
        "last",
        "past",
        "passado",
        "passada",
        "pasado",
        "pasada",
        "dernier",
        "dernière",
        "derniere",
        "scorso",
        "scorsa",
        "vorigen",
        "letzten",
        "letzter",
        "afgelopen",
        "vorige",
    ]
)


class Period(NamedTuple):
    """A period and the words that name it, the end exclusive."""

    first: int
    last: int
    value: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year, and the word after it."""

    year: int
    month: int
    last: int


class PeriodReader:
    """Finds the one period that a text names."""

    def __init__(self, words: Sequence[Token], said: Sequence[Said], taken: set[int], today: date) -> None:
        self._words = words
        self._at = {one.first: one for one in said if taken.isdisjoint(range(one.first, one.last))}
        self._taken = taken
        self._today = today

    def read(self) -> Period | None:
        """The first period in words."""
        readers = (
            self._half, self._since, self._last_some,
            self._some_last, self._named, self._quarter, self._days, self._month_or_more, self._year,
        )  # fmt: skip
        for at in range(len(self._words)):
            if at in self._at or self._words[at].said[0].isdigit():
                found = next((period for reader in readers if (period := reader(at)) is not None), None)
                if found is not None:
                    return found
        return None

    # What stands at a word

    def _phrase(self, at: int, slot: str, *wanted: str) -> Said | None:
        said = self._at.get(at)
        return said if said and said.slot == slot and (not wanted or said.value in wanted) else None

    def _number(self, at: int, low: int, high: int) -> int | None:
        if not 0 <= at < len(self._words) or at in self._taken:
            return None
        digits = self._words[at].said
        return int(digits) if re.fullmatch(r"\d{1,4}", digits) and low <= int(digits) <= high else None

    def _word_number(self, at: int) -> int | None:
        said = self._phrase(at, "numbers")
        return int(said.value) if said and said.last == at + 1 and said.value != "0" else None

    def _word(self, at: int) -> str:
        return self._words[at].folded if 0 <= at < len(self._words) else ""

    def _until(self, at: int) -> int | None:
        """The word after "to", "until" or a dash."""
        if self._word(at) in {"-", "–", "〜", "~"}:
            return at + 1
        said = self._phrase(at, "range", "until") or (
            self._phrase(at, "range", "since") if self._word(at) == "か" else None
        )
        return said.last if said else None

    def _month(self, at: int) -> Month | None:
        """ "October", "October 2025", "outubro de 2025"."""
        said = self._phrase(at, "months")
        if said is None or not self._is_month(said):
            return None
        month = int(said.value)
        for skip in (0, 1):
            year = self._number(said.last + skip, 2000, 2100)
            if year and (skip == 0 or self._word(said.last) in _OF):
                return Month(year, month, said.last + skip + 1)
        year = self._number(at - 2, 2000, 2100) if self._word(at - 1) == "年" else None
        last = said.last + 1 if self._word(said.last) in _LAST else said.last
        return Month(year or values.latest_year(month, self._today), month, last)

    def _is_month(self, said: Said) -> bool:
        word = self._words[said.first]
        if self._word(said.last) == "mayen":
            return False
        if word.folded not in _ALSO_WORDS:
            return True
        after = self._word(said.last)
        if self._number(said.last, 1, 2100) or self._number(said.first - 1, 1, 31) or self._until(said.last):
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
        return self._word(said.first - 1) in _BEFORE_MONTHS or (word.said[0].isupper() and said.first > 0)

    # Readers: each tries to read a period that starts at a word

    def _month_or_more(self, at: int) -> Period | None:
        month = self._month(at)
        if month is None:
            return None
        until = self._until(month.last)
        end = self._month(until) if until else None
        if end:
            return Period(at, end.last, self._from_to(month, end))
        return (
            self._days_after(at, month)
            or self._half_after(at, month)
            or self._since_after(at, month)
            or Period(at, month.last, values.month_value(month.year, month.month) or "")
        )

    def _from_to(self, month: Month, end: Month) -> str:
        year = month.year if (month.year, month.month) <= (end.year, end.month) else end.year - 1
        if month.month <= end.month:
            year = min(year, end.year)
        return values.day_range(date(year, month.month, 1), values.month_end(end.year, end.month))

    def _days_after(self, at: int, month: Month) -> Period | None:
        """October 3, October 3 to 9, October 3, 2025; 10月1日から15日."""
        day = self._number(month.last, 1, 31)
        if day is None or self._counts_something(month.last + 1):
            return None
        last = self._after_ordinal(month.last + 1)
        until = self._until(last)
        other = self._number(until, 1, 31) if until else None
        if until and other:
            last = self._after_ordinal(until + 1)
        year = self._number(last, 2000, 2100) or (
            self._number(last + 1, 2000, 2100) if self._word(last) == "," else None
        )
        last = last + (1 if self._number(last, 2000, 2100) else 2) if year else last
        return Period(at, last, values.days_of_month(year or month.year, month.month, day, other or day))

    def _counts_something(self, at: int) -> bool:
        said = self._at.get(at)
        return (
            said is not None
            and said.slot == "unit"
            and said.value in {"minute", "hour"}
            and self._word(at) != "日"
        ) or self._word(at) in {"people", "personas", "pessoas", "%"}

    def _half_after(self, at: int, month: Month) -> Period | None:
        """10月前半: the half stands after the month in Japanese."""
        skip = 1 if self._word(month.last) == "の" else 0
        said = self._phrase(month.last, "range", "first_half", "second_half") or self._phrase(
            month.last + skip, "range", "first_half", "second_half"
        )
        if said is None or self._word(said.first).isascii():
            return None
        return Period(at, said.last, self._half_of(month, said.value))

    def _since_after(self, at: int, month: Month) -> Period | None:
        said = self._phrase(month.last, "range", "onwards") or self._phrase(month.last, "range", "since")
        if said is None or (said.value == "since" and self._word(said.first).isascii()):
            return None
        return Period(at, said.last, values.day_range(date(month.year, month.month, 1), self._today))

    def _half_of(self, month: Month, half: str) -> str:
        first, last = (1, 15) if half == "first_half" else (16, 31)
        return values.days_of_month(month.year, month.month, first, last)

    def _days(self, at: int) -> Period | None:
        """3 October, 1 to 15 October, 1-15 de outubro."""
        day = self._number(at, 1, 31)
        if day is None:
            return None
        last = self._after_ordinal(at + 1)
        until = self._until(last)
        other = self._number(until, 1, 31) if until else None
        if until and other:
            last = self._after_ordinal(until + 1)
        month = self._month(last) or (self._month(last + 1) if self._word(last) in _OF else None)
        if month is None or self._word(month.last - 1) == "月":
            return None
        return Period(at, month.last, values.days_of_month(month.year, month.month, day, other or day))

    def _after_ordinal(self, at: int) -> int:
        return at + 1 if self._word(at) in _ORDINALS else at

    def _half(self, at: int) -> Period | None:
        """First half of November, first half of last month, first half of the year."""
        said = self._phrase(at, "range", "first_half", "second_half")
        if said is None:
            return None
        month = self._month(said.last)
        if month:
            return Period(at, month.last, self._half_of(month, said.value))
        named = self._phrase(said.last, "period") or self._phrase(said.last + 1, "period")
        if named is None or not named.value.endswith(("month", "year")):
            return None
        value = values.named_period(named.value, self._today)
        if named.value.endswith("year"):
            return Period(
                at, named.last, values.half_year(int(value[:4]), 1 if said.value == "first_half" else 2)
            )
        return Period(at, named.last, self._half_of(Month(int(value[:4]), int(value[5:7]), 0), said.value))

    def _since(self, at: int) -> Period | None:
        said = self._phrase(at, "range", "since")
        month = self._month(said.last) if said else None
        if said is None or month is None or self._word(said.first) in _FROM:
            return None
        until = self._until(month.last)
        if until and self._month(until):
            return None
        day = self._number(month.last, 1, 31)
        last = self._after_ordinal(month.last + 1) if day else month.last
        first = date(month.year, month.month, min(day or 1, values.month_end(month.year, month.month).day))
        return Period(at, last, values.day_range(first, self._today))

    def _last_some(self, at: int) -> Period | None:
        """The last 30 days, the past three months."""
        said = self._phrase(at, "range", "last_some")
        number = self._number(said.last, 1, 400) or self._word_number(said.last) if said else None
        unit = self._phrase(said.last + 1, "unit") if said and number else None
        if unit is None or number is None or unit.value not in {"day", "week", "month", "quarter", "year"}:
            return None
        return Period(at, unit.last, values.last_some(self._today, number, unit.value))

    def _some_last(self, at: int) -> Period | None:
        """Les 30 derniers jours, gli ultimi 30 with the number first."""
        number = self._number(at, 2, 400)
        said = self._phrase(at + 1, "range", "last_some") if number else None
        unit = self._phrase(said.last, "unit") if said else None
        if unit is None or number is None or unit.value not in {"day", "week", "month", "quarter", "year"}:
            return None
        return Period(at, unit.last, values.last_some(self._today, number, unit.value))

    def _named(self, at: int) -> Period | None:
        said = self._phrase(at, "period")
        return Period(at, said.last, values.named_period(said.value, self._today)) if said else None

    def _quarter(self, at: int) -> Period | None:
        said = self._phrase(at, "range", *_QUARTERS)
        if said is None:
            return None
        quarter = _QUARTERS.index(said.value) + 1
        for skip in (0, 1):
            year = self._number(said.last + skip, 2000, 2100)
            if year:
                return Period(at, said.last + skip + 1, values.quarter_value(year, quarter))
        return Period(at, said.last, values.latest_quarter(quarter, self._today))

    def _year(self, at: int) -> Period | None:
        """In 2025."""
        year = self._number(at, 2015, self._today.year + 1)
        if year is None or self._word(at - 1) not in _BEFORE_MONTHS | {
            "year",
            "ano",
            "ano de",
            "annee",
            "jahr",
            "anno",
            "jaar",
            "el",
            "nel",
        }:
            return None
        return Period(at, at + 1, values.day_range(date(year, 1, 1), date(year, 12, 31)))


_QUARTERS = ("first_quarter", "second_quarter", "third_quarter", "fourth_quarter")
