"""What stands out in a period: days and destinations far outside their usual range.

Pure, in integer micro-units of one currency.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pricing.money import divide_half_up
from pricing.period import Period

WEEKS_OF_HABIT = 8
FEWEST_DAYS_OF_HABIT = 15
MONTHS_OF_HABIT = 6
FEWEST_MONTHS_OF_HABIT = 3


@dataclass(frozen=True)
class Outlier:
    """A day or a destination far outside its usual range."""

    key: str
    """The day, ISO text, or the country."""
    micro_units: int
    low: int
    high: int
    """The usual range; both 0 for a destination that was not called in the months before."""


def unusual_days(spend_by_day: dict[str, int], period: Period) -> list[Outlier]:
    """Days far beyond what workdays, or weekends, of the eight weeks before them cost; dearest first.

    Usual is from the tenth to the ninetieth of a hundred such days; far outside is more than twice the upper
    end, more than twice the width beyond it, and more than two average days: a quiet weekend is no measure.
    """
    found = []
    for number in range(period.days()):
        day = period.first + timedelta(days=number)
        habit = _habit(spend_by_day, day)
        spent = spend_by_day.get(day.isoformat(), 0)
        if len(habit) >= FEWEST_DAYS_OF_HABIT:
            low, high = habit[len(habit) // 10], habit[-1 - len(habit) // 10]
            if spent > max(2 * high, high + 2 * (high - low), 2 * _average(spend_by_day, day)):
                found.append(Outlier(day.isoformat(), spent, low, high))
    return sorted(found, key=lambda one: -one.micro_units)


def _habit(spend_by_day: dict[str, int], day: date) -> list[int]:
    """Spend of the comparable days of eight weeks before, sorted; days without calls count as nothing."""
    first_known = date.fromisoformat(min(spend_by_day, default=day.isoformat()))
    days = (day - timedelta(days=back) for back in range(1, 7 * WEEKS_OF_HABIT + 1))
    comparable = (one for one in days if one >= first_known and (one.weekday() < 5) == (day.weekday() < 5))
    return sorted(spend_by_day.get(one.isoformat(), 0) for one in comparable)


def _average(spend_by_day: dict[str, int], day: date) -> int:
    """Spend of an average day of the eight weeks before."""
    days = [(day - timedelta(days=back)).isoformat() for back in range(1, 7 * WEEKS_OF_HABIT + 1)]
    return divide_half_up(sum(spend_by_day.get(one, 0) for one in days), len(days))


def unusual_countries(now: dict[str, int], months_before: Sequence[dict[str, int]]) -> list[Outlier]:
    """Countries that cost more than twice what they did in any month of habit, or were not called in them."""
    if len(months_before) < FEWEST_MONTHS_OF_HABIT:
        return []
    found = []
    for country, spent in now.items():
        usual = [month.get(country, 0) for month in months_before]
        if spent > 2 * max(usual):
            found.append(Outlier(country, spent, min(usual), max(usual)))
    return sorted(found, key=lambda one: -one.micro_units)
