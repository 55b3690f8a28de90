"""Months, quarters and ranges of days in a text, seen from today."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.understanding.text import Token
from bot.understanding.vocabulary import Said


@dataclass(frozen=True, slots=True)
class Period:
    """A period and the words that name it, the end exclusive."""

    first: int
    last: int
    value: str
    """2026-10, 2026-Q3 or 2026-10-01/2026-10-15."""


def month_of(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}"


def days(first: date, last: date) -> str:
    return f"{first.isoformat()}/{last.isoformat()}"


def shifted(today: date, months: int) -> tuple[int, int]:
    """Year and month so many months away."""
    index = today.year * 12 + today.month - 1 + months
    return index // 12, index % 12 + 1


def named_period(name: str, today: date) -> str:
    """The value of a name such as last_month."""
    monday = today - timedelta(days=today.weekday())
    quarter = (today.month - 1) // 3
    if name in {"today", "yesterday"}:
        day = today - timedelta(days=name == "yesterday")
        return days(day, day)
    if name.endswith("_week"):
        start = monday - timedelta(days=7 * (name == "last_week"))
        return days(start, start + timedelta(days=6))
    if name.endswith("_quarter"):
        index = today.year * 4 + quarter - (name == "last_quarter")
        return f"{index // 4:04d}-Q{index % 4 + 1}"
    if name.endswith("_year"):
        year = today.year - (name == "last_year")
        return days(date(year, 1, 1), date(year, 12, 31))
    away = {"this_month": 0, "last_month": -1, "month_before_last": -2, "next_month": 1}[name]
    return month_of(*shifted(today, away))


def latest_year(month: int, today: date) -> int:
    """The year of the most recent such month that has begun."""
    return today.year if month <= today.month else today.year - 1


_ISO_DAY = r"(\d{4})-(\d{2})-(\d{2})"
_WRITTEN = re.compile(
    rf"(?P<range>{_ISO_DAY}\s*(?:/|to|-|–|until|bis|a|até|hasta|au|al|tot|〜|から)\s*{_ISO_DAY})"
    rf"|(?P<day>\b{_ISO_DAY}\b)"
    r"|(?P<quarter>\b(?:(\d{4})[-\s]?)?[QqTt]([1-4])(?:[-/\s]+(?:de\s+|of\s+)?(\d{4}|\d{2}(?=\b)))?\b)"
    r"|(?P<quarter2>\b([1-4])[QqTt](?:[-/\s]?(\d{4}|\d{2}))?\b)"
    r"|(?P<month>\b(\d{4})-(\d{2})(?![-\d]))"
    r"|(?P<month2>(?<![\d/.])(\d{1,2})/(\d{4})(?![\d/]))"
    r"|(?P<daymonth>(?<![\d/.])(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?![\d/]))"
    r"|(?P<jaym>(\d{4})年\s*(\d{1,2})月)"
)


def written_period(said: str, today: date) -> tuple[int, int, str] | None:
    """The first period in digits: its characters and its value."""
    for match in _WRITTEN.finditer(said):
        try:
            value = _written(match, today)
        except ValueError:
            continue
        if value is not None:
            return match.start(), match.end(), value
    return None


def _written(match: re.Match[str], today: date) -> str | None:
    numbers = [int(n) for n in re.findall(r"\d+", match.group())]
    kind = match.lastgroup if match.lastgroup else next(k for k, v in match.groupdict().items() if v)
    kind = next(k for k, v in match.groupdict().items() if v)
    if kind == "range":
        return days(date(*numbers[:3]), date(*numbers[3:]))
    if kind == "day":
        return days(date(*numbers), date(*numbers))
    if kind == "quarter":
        years = [n for n in numbers if n > 4 or n == 0]
        return _quarter(next(n for n in numbers if 1 <= n <= 4), years[0] if years else None, today)
    if kind == "quarter2":
        return _quarter(numbers[0], numbers[1] if len(numbers) > 1 else None, today)
    if kind in {"month", "jaym"}:
        return _month(numbers[0], numbers[1])
    if kind == "month2":
        return _month(numbers[1], numbers[0])
    day, month, year = numbers
    if month > 12:
        day, month = month, day
    return days(date(year, month, day), date(year, month, day))


def _month(year: int, month: int) -> str | None:
    return month_of(year, month) if 1 <= month <= 12 and 1990 <= year <= 2100 else None


def _quarter(quarter: int, year: int | None, today: date) -> str:
    if year is None:
        year = today.year if (quarter - 1) * 3 + 1 <= today.month else today.year - 1
    return f"{year + 2000 if year < 100 else year:04d}-Q{quarter}"


class PeriodReader:
    """Finds the one period that a text names."""

    def __init__(self, words: Sequence[Token], said: Sequence[Said], taken: set[int], today: date) -> None:
        self._words = words
        self._at = {s.first: s for s in said}
        self._taken = taken
        self._today = today

    def read(self) -> Period | None:
        """The first period in words."""
        for at in range(len(self._words)):
            if at not in self._taken:
                found = (
                    self._since(at)
                    or self._half(at)
                    or self._last_some(at)
                    or self._named(at)
                    or self._days(at)
                    or self._one_month(at)
                )
                if found:
                    return found
        return None

    def _phrase(self, at: int, slot: str, *values: str) -> Said | None:
        said = self._at.get(at)
        return (
            said
            if said and said.slot == slot and (not values or said.value in values) and at not in self._taken
            else None
        )

    def _number(self, at: int, low: int, high: int) -> int | None:
        said = (
            re.match(r"\d+$", self._words[at].said)
            if at < len(self._words) and at not in self._taken
            else None
        )
        return int(said.group()) if said and low <= int(said.group()) <= high else None

    def _month(self, at: int) -> tuple[int, int, int] | None:
        """Year, month and the end of "October", "October 2025" or "outubro de 2025"."""
        said = self._phrase(at, "months")
        if said is None:
            return None
        if (
            len(self._words[at].said) <= 3
            and self._words[at].said.islower()
            and self._words[at].said in {"mar", "set", "may", "mai"}
            and self._number(said.last, 1, 2100) is None
            and not self._phrase(at - 1, "range")
        ):
            return None
        month = int(said.value)
        for skip in (0, 1):
            year = self._number(said.last + skip, 1990, 2100)
            if year and (
                skip == 0
                or self._words[said.last].folded in {"de", "of", "del", ",", "do", "d", "'", "/", "van"}
            ):
                return year, month, said.last + skip + 1
        return latest_year(month, self._today), month, said.last

    def _one_month(self, at: int) -> Period | None:
        found = self._month(at)
        if found is None:
            return None
        year, month, last = found
        until = self._phrase(last, "range", "until")
        end = self._month(until.last) if until else None
        if end:
            first_year = year if (year, month) <= end[:2] else year - 1
            return Period(at, end[2], days(date(first_year, month, 1), _month_end(end[0], end[1])))
        day = self._number(last, 1, 31)
        if day and not self._is_amount(last + 1):
            return self._month_then_days(at, year, month, last, day)
        return Period(at, last, month_of(year, month))

    def _is_amount(self, at: int) -> bool:
        return at < len(self._words) and self._words[at].folded in {
            "min",
            "mins",
            "minutes",
            "minutos",
            "h",
            "people",
            "pessoas",
            "hours",
            "%",
        }

    def _month_then_days(self, at: int, year: int, month: int, last: int, day: int) -> Period:
        """October 3, October 3 to 9, October 3, 2025."""
        end_at = last + 1
        if end_at < len(self._words) and self._words[end_at].folded in {"st", "nd", "rd", "th"}:
            end_at += 1
        until = self._phrase(end_at, "range", "until")
        other = self._number(until.last, 1, 31) if until else None
        end_at = until.last + 1 if until and other else end_at
        return self._between(at, end_at, year, month, day, other or day)

    def _days(self, at: int) -> Period | None:
        """3 October, 1 to 15 October, from 1 to 15 de outubro."""
        day = self._number(at, 1, 31)
        if day is None:
            return None
        last = self._after_ordinal(at + 1)
        until = self._phrase(last, "range", "until")
        other = self._number(until.last, 1, 31) if until else None
        if until and other:
            last = self._after_ordinal(until.last + 1)
        month = self._month(last) or (
            self._month(last + 1)
            if last < len(self._words) and self._words[last].folded in {"de", "of", "van", "di"}
            else None
        )
        return self._between(at, month[2], month[0], month[1], day, other or day) if month else None

    def _after_ordinal(self, at: int) -> int:
        return (
            at + 1
            if at < len(self._words) and self._words[at].folded in {"st", "nd", "rd", "th", ".", "º", "er"}
            else at
        )

    def _between(self, first: int, last: int, year: int, month: int, day: int, other: int) -> Period:
        end = monthrange(year, month)[1]
        return Period(
            first, last, days(date(year, month, min(day, end)), date(year, month, min(max(other, day), end)))
        )

    def _half(self, at: int) -> Period | None:
        said = self._phrase(at, "range", "first_half", "second_half")
        if said is None:
            return None
        month = self._month(said.last)
        if month:
            year, number, last = month
            end = _month_end(year, number)
            first, until = (
                (date(year, number, 1), date(year, number, 15))
                if said.value == "first_half"
                else (date(year, number, 16), end)
            )
            return Period(at, last, days(first, until))
        return self._half_of_named(at, said)

    def _half_of_named(self, at: int, said: Said) -> Period | None:
        named = self._phrase(said.last, "period")
        if named is None or not named.value.endswith(("month", "year")):
            return None
        value = named_period(named.value, self._today)
        first_half = said.value == "first_half"
        if named.value.endswith("year"):
            year = int(value[:4])
            return Period(
                at,
                named.last,
                days(
                    date(year, 1 if first_half else 7, 1),
                    date(year, 6, 30) if first_half else date(year, 12, 31),
                ),
            )
        year, month = int(value[:4]), int(value[5:7])
        return self._between(at, named.last, year, month, 1 if first_half else 16, 15 if first_half else 31)

    def _since(self, at: int) -> Period | None:
        said = self._phrase(at, "range", "since")
        if said is None:
            return None
        month = self._month(said.last)
        if month is None:
            return None
        until = self._phrase(month[2], "range", "until")
        if until and self._month(until.last):
            return self._one_month(said.last)
        if not self._is_really_since(said):
            return None
        return Period(at, month[2], days(date(month[0], month[1], 1), self._today))

    def _is_really_since(self, said: Said) -> bool:
        return self._words[said.first].folded not in {
            "de",
            "do",
            "from",
            "entre",
            "von",
            "del",
            "van",
            "du",
            "d",
        }

    def _last_some(self, at: int) -> Period | None:
        """The last 30 days, the past three months."""
        said = self._phrase(at, "range", "last_some")
        number = self._number(said.last, 1, 400) if said else None
        unit = self._phrase(said.last + 1, "unit") if said and number else None
        if unit is None or number is None or unit.value not in {"day", "week", "month", "quarter", "year"}:
            return None
        if unit.value in {"day", "week"}:
            first = self._today - timedelta(days=number * (7 if unit.value == "week" else 1) - 1)
        else:
            year, month = shifted(self._today, -number * {"month": 1, "quarter": 3, "year": 12}[unit.value])
            first = date(year, month, min(self._today.day, monthrange(year, month)[1])) + timedelta(days=1)
        return Period(at, unit.last, days(first, self._today))

    def _named(self, at: int) -> Period | None:
        said = self._phrase(at, "period")
        if said:
            return Period(at, said.last, named_period(said.value, self._today))
        quarter = self._phrase(
            at, "range", "first_quarter", "second_quarter", "third_quarter", "fourth_quarter"
        )
        if quarter is None:
            return None
        number = ("first_quarter", "second_quarter", "third_quarter", "fourth_quarter").index(
            quarter.value
        ) + 1
        for skip in (0, 1):
            year = self._number(quarter.last + skip, 1990, 2100)
            if year:
                return Period(at, quarter.last + skip + 1, _quarter(number, year, self._today))
        return Period(at, quarter.last, _quarter(number, None, self._today))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
