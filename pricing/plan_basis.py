"""Which months a comparison of plans rests on: the last ones whose calls are wholly known.

Pure. The subscription's minutes are counted by calendar month, so whole months come first; where there is
none, the last 30 days stand for one. Under 30 days of known calls nothing is compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pricing.period import Period

NEEDED_DAYS = 30
MOST_MONTHS = 3
MOST_CALLS = 500_000
"""Fewer months are taken where they hold more calls: an answer should not take longer with every one."""
QUIET_DAYS = 3
"""So many days without calls at a month's edge, a long weekend, do not make it a part of a month."""
REPORT_LAG = timedelta(days=2)


@dataclass(frozen=True)
class Basis:
    """What is known, and the part of it that is compared."""

    known_days: int
    """From the first to the last day with calls, both included; 0 without any."""
    periods: tuple[Period, ...] = ()
    """Months, oldest first; none when too little is known."""
    whole_months: bool = True
    """False: the one period is the last 30 days."""

    @property
    def enough(self) -> bool:
        """Whether a comparison can rest on it."""
        return bool(self.periods)


def basis(calls_by_day: Mapping[date, int], today: date, asked: Period | None = None) -> Basis:
    """The last whole months with calls, at most three; those within `asked` where there are any."""
    days = sorted(day for day, calls in calls_by_day.items() if calls and day <= today)
    if not days:
        return Basis(0)
    known = Period(days[0], days[-1])
    if known.days() < NEEDED_DAYS:
        return Basis(known.days())
    months = _whole_months(calls_by_day, known, today)
    within = [one for one in months if asked and asked.first <= one.first and one.last <= asked.last]
    taken = _last_of(within or months, calls_by_day)
    if taken:
        return Basis(known.days(), tuple(taken))
    last_days = Period(known.last - timedelta(days=NEEDED_DAYS - 1), known.last)
    return Basis(known.days(), (last_days,), whole_months=False)


def _whole_months(calls_by_day: Mapping[date, int], known: Period, today: date) -> list[Period]:
    """Newest first: months that are over, reported and known from edge to edge."""
    found, quiet = [], timedelta(days=QUIET_DAYS)
    last = today.replace(day=1) - timedelta(days=1)
    while last >= known.first:
        month = Period(last.replace(day=1), last)
        reported = today > month.last + REPORT_LAG and known.last >= month.last - quiet
        if reported and known.first <= month.first + quiet:
            found.append(month)
        last = month.first - timedelta(days=1)
    return found


def _last_of(months: list[Period], calls_by_day: Mapping[date, int]) -> list[Period]:
    """Of months newest first, those up to a gap, oldest first: a month without calls may lack its report."""
    taken: list[Period] = []
    total = 0
    for month in months:
        calls = sum(count for day, count in calls_by_day.items() if month.first <= day <= month.last)
        next_to = not taken or taken[-1].first == month.last + timedelta(days=1)
        if len(taken) == MOST_MONTHS or not next_to or (taken and total + calls > MOST_CALLS):
            break
        if calls:
            taken.append(month)
            total += calls
    return taken[::-1]
