"""How periods are written in slots, and what their names mean on a day."""

from calendar import monthrange
from datetime import date, timedelta


def day_range(first: date, last: date) -> str:
    """2026-10-01/2026-10-15."""
    return f"{min(first, last).isoformat()}/{max(first, last).isoformat()}"


def month_value(year: int, month: int) -> str | None:
    """2026-10; None when there is no such month."""
    return f"{year:04d}-{month:02d}" if 1 <= month <= 12 else None


def quarter_value(year: int, quarter: int) -> str:
    """2026-Q3."""
    return f"{year:04d}-Q{quarter}"


def half_year(year: int, half: int) -> str:
    """The first or second six months."""
    return (
        day_range(date(year, 1, 1), date(year, 6, 30))
        if half == 1
        else day_range(date(year, 7, 1), date(year, 12, 31))
    )


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def days_of_month(year: int, month: int, first: int, last: int) -> str:
    """From one day of a month to another, neither beyond its end."""
    end = monthrange(year, month)[1]
    return day_range(date(year, month, min(first, end)), date(year, month, min(last, end)))


def latest_year(month: int, today: date) -> int:
    """The year of the most recent such month that has begun."""
    return today.year if month <= today.month else today.year - 1


def latest_quarter(quarter: int, today: date) -> str:
    """The most recent such quarter that has begun."""
    return quarter_value(today.year - ((quarter - 1) * 3 + 1 > today.month), quarter)


def months_away(today: date, months: int) -> tuple[int, int]:
    """Year and month so many months away."""
    index = today.year * 12 + today.month - 1 + months
    return index // 12, index % 12 + 1


def last_some(today: date, number: int, unit: str) -> str:
    """The last 30 days, the last three months: up to today."""
    if unit in {"day", "week"}:
        return day_range(today - timedelta(days=number * (7 if unit == "week" else 1) - 1), today)
    year, month = months_away(today, -number * {"month": 1, "quarter": 3, "year": 12}[unit])
    return day_range(date(year, month, min(today.day, monthrange(year, month)[1])) + timedelta(days=1), today)


def named_period(name: str, today: date) -> str:
    """The value of a name such as last_month."""
    if name in {"today", "yesterday"}:
        day = today - timedelta(days=name == "yesterday")
        return day_range(day, day)
    before, _, unit = name.rpartition("_")
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * (before == "last"))
        return day_range(monday, monday + timedelta(days=6))
    if unit == "quarter":
        index = today.year * 4 + (today.month - 1) // 3 - (before == "last")
        return quarter_value(index // 4, index % 4 + 1)
    if unit == "year":
        year = today.year - (before == "last")
        return day_range(date(year, 1, 1), date(year, 12, 31))
    away = {"this_month": 0, "last_month": -1, "month_before_last": -2, "next_month": 1}[name]
    return month_value(*months_away(today, away)) or ""
