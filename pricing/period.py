"""A period as questions name it: a month, a quarter or a range of days."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """Days in UTC, both included."""

    first: date
    last: date

    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        return f"{self.first}/{self.last}"


def read_period(text: str | None) -> Period | None:
    """Days of 2026-10, 2026-Q3 or 2026-10-01/2026-10-15; None for anything else."""
    if text is None:
        return None
    try:
        return _month(text) or _quarter(text) or _range(text)
    except ValueError:
        return None


def _month(text: str) -> Period | None:
    match = re.fullmatch(r"(\d{4})-(\d{2})", text)
    return _months(int(match[1]), int(match[2]), 1) if match else None


def _quarter(text: str) -> Period | None:
    match = re.fullmatch(r"(\d{4})-Q([1-4])", text)
    return _months(int(match[1]), 3 * int(match[2]) - 2, 3) if match else None


def _range(text: str) -> Period | None:
    first, separator, last = text.partition("/")
    if not separator:
        return None
    days = date.fromisoformat(first), date.fromisoformat(last)
    return Period(min(days), max(days))


def _months(year: int, first: int, count: int) -> Period:
    last = first + count - 1
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
