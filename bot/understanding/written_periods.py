"""Periods written in digits: 2026-10, Q3 2026, H1, 10/2026, 2026-10-01 to 2026-10-15, 2026年10月."""

import re
from datetime import date

from bot.understanding.period_values import day_range, half_year, latest_quarter, month_value, quarter_value

_ISO = r"\d{4}-\d{2}-\d{2}"
_NUMERIC = r"\d{1,2}[/.]\d{1,2}[/.]\d{4}"
_UNTIL = r"\s*(?:/|to|until|till|through|bis|a|al|até|hasta|au|à|fino al|tot|t/m|[-–〜~]|から)\s*"
_YEAR = r"(?:[-\s/]*(?:(?:of|de|del|von|van|di)\s+)?(?P<{0}>20\d{{2}}|\d{{2}}(?![\d%.,:]))(?!\d))?"
_WRITTEN = re.compile(
    rf"(?P<isorange>({_ISO}){_UNTIL}({_ISO}))"
    rf"|(?P<range>(?<![\d/.])({_NUMERIC}){_UNTIL}({_NUMERIC})(?![\d/]))"
    rf"|(?P<day>(?<![\d-]){_ISO}(?![\d-]))"
    rf"|(?P<quarter>(?<!\w)(?:(?P<y0>20\d\d)[-\s]?)?(?:[QT]|q)(?P<q>[1-4])(?!\w){_YEAR.format('y1')})"
    rf"|(?P<quarter2>(?<![\w.,])(?P<q2>[1-4])[QT](?!\w){_YEAR.format('y2')})"
    rf"|(?P<half>(?<!\w)(?:(?P<y3>20\d\d)[-\s]?)?[HS](?P<h>[12])(?!\w){_YEAR.format('y4')})"
    r"|(?P<month>(?<![\d-])20\d{2}-\d{2}(?![-\d]))"
    r"|(?P<month2>(?<![\d/.])\d{1,2}/20\d{2}(?![\d/]))"
    rf"|(?P<numeric>(?<![\d/.]){_NUMERIC}(?![\d/]))"
    r"|(?P<year>(?<![\d.,/+-])(?P<yy>20[123]\d)(?=年(?!\s*\d)))"
)


def written_period(said: str, today: date) -> tuple[int, int, str] | None:
    """The first period in digits: its characters and its value."""
    for match in _WRITTEN.finditer(said):
        try:
            value = _value(match, today)
        except ValueError:
            continue
        if value is not None:
            return match.start(), match.end() + (match["year"] is not None), value
    return None


def _value(match: re.Match[str], today: date) -> str | None:
    kind = next(name for name in _KINDS if match[name])
    numbers = [int(n) for n in re.findall(r"\d+", match[kind])]
    if kind == "isorange":
        return day_range(date(*numbers[:3]), date(*numbers[3:]))
    if kind == "range":
        return day_range(_day(numbers[:3]), _day(numbers[3:]))
    if kind in {"day", "numeric"}:
        day = date(*numbers) if kind == "day" else _day(numbers)
        return day_range(day, day)
    if kind == "month":
        return month_value(*numbers)
    if kind == "month2":
        return month_value(numbers[1], numbers[0])
    if kind == "year":
        return day_range(date(numbers[0], 1, 1), date(numbers[0], 12, 31))
    return _part_of_a_year(match, kind, today)


_KINDS = ("isorange", "range", "day", "quarter", "quarter2", "half", "month", "month2", "numeric", "year")


def _part_of_a_year(match: re.Match[str], kind: str, today: date) -> str:
    said = match["y0"] or match["y1"] or match["y2"] or match["y3"] or match["y4"]
    year = int(said) + (2000 if len(said) == 2 else 0) if said else None
    if kind == "half":
        number = int(match["h"])
        return half_year(year or today.year - (number == 2 and today.month < 7), number)
    number = int(match["q"] or match["q2"])
    return quarter_value(year, number) if year else latest_quarter(number, today)


def _day(numbers: list[int]) -> date:
    """Day first, as nearly everyone writes it; month first where only that can be."""
    day, month, year = numbers
    return date(year, day, month) if month > 12 else date(year, month, day)
