"""Months, quarters and ranges of days in the words of a text, seen from today."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.understanding import period_values as values
from bot.understanding.period_words import BEFORE_MONTHS, FROM, OF, Month, PeriodWords
from bot.understanding.text import Token
from bot.understanding.vocabulary import Said


class Period(NamedTuple):
    """A period and the words that name it, the end exclusive."""

    first: int
    last: int
    value: str


class PeriodReader:
    """Finds the one period that a text names."""

    def __init__(self, words: Sequence[Token], said: Sequence[Said], taken: set[int], today: date) -> None:
        self._words = PeriodWords(words, said, taken, today)
        self._today = today

    def read(self) -> Period | None:
        """The first period in words."""
        readers = (
            self._half, self._since, self._last_some,
            self._some_last, self._named, self._quarter, self._days, self._month_or_more, self._year,
        )  # fmt: skip
        for at in self._words.worth_reading():
            found = next((period for reader in readers if (period := reader(at)) is not None), None)
            if found is not None:
                return found
        return None

    def _month_or_more(self, at: int) -> Period | None:
        month = self._words.month(at)
        if month is None:
            return None
        until = self._words.until(month.last)
        end = self._words.month(until) if until else None
        if end and not self._named_backwards(month, end):
            return Period(at, end.last, self._from_to(month, end))
        if end and month.month == end.month + 1:
            return Period(at, end.last, self._from_to(end, month))
        return (
            self._days_after(at, month)
            or self._half_after(at, month)
            or self._since_after(at, month)
            or Period(at, month.last, values.month_value(month.year, month.month) or "")
        )

    def _named_backwards(self, month: Month, other: Month) -> bool:
        """ "June and May" are two months, not the eleven from June on."""
        is_listed = self._words.word(month.last) in _AND
        return is_listed and (other.year, other.month) < (month.year, month.month)

    def _from_to(self, month: Month, end: Month) -> str:
        year = month.year if (month.year, month.month) <= (end.year, end.month) else end.year - 1
        if month.month <= end.month:
            year = min(year, end.year)
        return values.day_range(date(year, month.month, 1), values.month_end(end.year, end.month))

    def _days_after(self, at: int, month: Month) -> Period | None:
        """October 3, October 3 to 9, October 3, 2025; 10月1日から15日."""
        day = self._words.number(month.last, 1, 31)
        if day is None or self._words.counts_something(month.last + 1):
            return None
        last = self._words.after_ordinal(month.last + 1)
        until = self._words.until(last)
        other = self._words.number(until, 1, 31) if until else None
        if until and other:
            last = self._words.after_ordinal(until + 1)
        year = self._words.number(last, 2000, 2100) or (
            self._words.number(last + 1, 2000, 2100) if self._words.word(last) == "," else None
        )
        last = last + (1 if self._words.number(last, 2000, 2100) else 2) if year else last
        return Period(at, last, values.days_of_month(year or month.year, month.month, day, other or day))

    def _half_after(self, at: int, month: Month) -> Period | None:
        """10月前半: the half stands after the month in Japanese."""
        skip = 1 if self._words.word(month.last) == "の" else 0
        said = self._words.phrase(month.last, "range", "first_half", "second_half") or self._words.phrase(
            month.last + skip, "range", "first_half", "second_half"
        )
        if said is None or self._words.word(said.first).isascii():
            return None
        return Period(at, said.last, self._half_of(month, said.value))

    def _since_after(self, at: int, month: Month) -> Period | None:
        said = self._words.phrase(month.last, "range", "onwards") or self._words.phrase(
            month.last, "range", "since"
        )
        if said is None or (said.value == "since" and self._words.word(said.first).isascii()):
            return None
        return Period(at, said.last, values.day_range(date(month.year, month.month, 1), self._today))

    def _half_of(self, month: Month, half: str) -> str:
        first, last = (1, 15) if half == "first_half" else (16, 31)
        return values.days_of_month(month.year, month.month, first, last)

    def _days(self, at: int) -> Period | None:
        """3 October, 1 to 15 October, 1-15 de outubro."""
        day = self._words.number(at, 1, 31)
        if day is None:
            return None
        last = self._words.after_ordinal(at + 1)
        until = self._words.until(last)
        other = self._words.number(until, 1, 31) if until else None
        if until and other:
            last = self._words.after_ordinal(until + 1)
        month = self._words.month(last) or (
            self._words.month(last + 1) if self._words.word(last) in OF else None
        )
        if month is None or self._words.word(month.last - 1) == "月":
            return None
        return Period(at, month.last, values.days_of_month(month.year, month.month, day, other or day))

    def _half(self, at: int) -> Period | None:
        """First half of November, first half of last month, first half of the year."""
        said = self._words.phrase(at, "range", "first_half", "second_half")
        if said is None:
            return None
        month = self._words.month(said.last)
        if month:
            return Period(at, month.last, self._half_of(month, said.value))
        named = self._words.phrase(said.last, "period") or self._words.phrase(said.last + 1, "period")
        if named is None or not named.value.endswith(("month", "year")):
            return None
        value = values.named_period(named.value, self._today)
        if named.value.endswith("year"):
            return Period(
                at, named.last, values.half_year(int(value[:4]), 1 if said.value == "first_half" else 2)
            )
        return Period(at, named.last, self._half_of(Month(int(value[:4]), int(value[5:7]), 0), said.value))

    def _since(self, at: int) -> Period | None:
        said = self._words.phrase(at, "range", "since")
        month = self._words.month(said.last) if said else None
        if said is None or month is None or self._words.word(said.first) in FROM:
            return None
        until = self._words.until(month.last)
        if until and self._words.month(until):
            return None
        day = self._words.number(month.last, 1, 31)
        last = self._words.after_ordinal(month.last + 1) if day else month.last
        first = date(month.year, month.month, min(day or 1, values.month_end(month.year, month.month).day))
        return Period(at, last, values.day_range(first, self._today))

    def _last_some(self, at: int) -> Period | None:
        """The last 30 days, the past three months."""
        said = self._words.phrase(at, "range", "last_some")
        number = self._words.number(said.last, 1, 400) or self._words.word_number(said.last) if said else None
        unit = self._words.phrase(said.last + 1, "unit") if said and number else None
        if unit is None or number is None or unit.value not in {"day", "week", "month", "quarter", "year"}:
            return None
        return Period(at, unit.last, values.last_some(self._today, number, unit.value))

    def _some_last(self, at: int) -> Period | None:
        """Les 30 derniers jours, gli ultimi 30 with the number first."""
        number = self._words.number(at, 2, 400)
        said = self._words.phrase(at + 1, "range", "last_some") if number else None
        unit = self._words.phrase(said.last, "unit") if said else None
        if unit is None or number is None or unit.value not in {"day", "week", "month", "quarter", "year"}:
            return None
        return Period(at, unit.last, values.last_some(self._today, number, unit.value))

    def _named(self, at: int) -> Period | None:
        said = self._words.phrase(at, "period")
        return Period(at, said.last, values.named_period(said.value, self._today)) if said else None

    def _quarter(self, at: int) -> Period | None:
        said = self._words.phrase(at, "range", *_QUARTERS)
        if said is None:
            return None
        quarter = _QUARTERS.index(said.value) + 1
        for skip in (0, 1):
            year = self._words.number(said.last + skip, 2000, 2100)
            if year:
                return Period(at, said.last + skip + 1, values.quarter_value(year, quarter))
        return Period(at, said.last, values.latest_quarter(quarter, self._today))

    def _year(self, at: int) -> Period | None:
        """In 2025."""
        year = self._words.number(at, 2015, self._today.year + 1)
        if year is None or self._words.word(at - 1) not in BEFORE_MONTHS | {
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


_AND = frozenset({"and", "und", "et", "y", "e", "en"})
_QUARTERS = ("first_quarter", "second_quarter", "third_quarter", "fourth_quarter")
