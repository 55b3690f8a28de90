"""What comes: burn per weekday, how long the balance lasts, what will expire unused.

Pure, in integer micro-units. Burn is read from the last four whole weeks (28 days) that ended before the day
of the latest call; fewer weeks if there are not so many. The range is the pace of the busiest and of the
quietest of these weeks. Days since the latest call have burned already, though no report shows it yet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from pricing.drawing import DAY_SECONDS, Debit, Lot, draw
from pricing.ledger import DaySum, day_of
from pricing.money import divide_half_up

WEEKS = 4
QUARTER_WEEKS = 13
DAYS_A_WEEK = 7
FURTHEST_DAYS = 730
"""Nothing is said beyond two years."""


@dataclass(frozen=True, slots=True)
class Burn:
    """What calls drew in the last whole weeks, in one currency."""

    first_day: date
    last_day: date
    weeks: tuple[int, ...]
    """Micro-units drawn in each week, oldest first; one to four."""
    by_weekday: tuple[int, ...]
    """Micro-units drawn on an average Monday, Tuesday, …"""

    @property
    def per_day(self) -> int:
        """Micro-units on an average day."""
        return divide_half_up(sum(self.weeks), DAYS_A_WEEK * len(self.weeks))

    def on(self, day: int) -> int:
        """What is expected of a day (epoch seconds)."""
        return self.by_weekday[as_date(day).weekday()]

    def at_pace_of(self, week: int) -> "Burn":
        """The same pattern, scaled to a week's sum."""
        total = sum(self.weeks)
        if not total:
            return self
        scaled = (divide_half_up(one * week * len(self.weeks), total) for one in self.by_weekday)
        return Burn(self.first_day, self.last_day, (week,), tuple(scaled))


@dataclass(frozen=True, slots=True)
class Runway:
    """Whole days from the as-of day that the balance lasts; None for more than two years."""

    expected: int | None
    low: int | None
    """At the pace of the busiest week."""
    high: int | None
    """At the pace of the quietest week."""


@dataclass(frozen=True, slots=True)
class Forfeit:
    """What a lot will still hold when it expires, at the present burn."""

    lot: Lot
    amount: int


def as_date(instant: int) -> date:
    """The UTC day of an instant."""
    return datetime.fromtimestamp(instant, UTC).date()


def as_instant(day: date) -> int:
    """Epoch seconds of a UTC day's 00:00."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def burn(sums: Iterable[DaySum], currency: str, charges_through: int | None) -> Burn | None:
    """The burn up to the day before the latest call's; None with less than a whole week of history."""
    drawn = {one.day: one.amount for one in sums if one.currency == currency}
    if not drawn or charges_through is None:
        return None
    end = day_of(charges_through)
    weeks = min(WEEKS, (end - min(drawn)) // (DAYS_A_WEEK * DAY_SECONDS))
    if weeks < 1:
        return None
    days = [end - back * DAY_SECONDS for back in range(weeks * DAYS_A_WEEK, 0, -1)]
    amounts = [drawn.get(day, 0) for day in days]
    by_weekday = [0] * DAYS_A_WEEK
    for day, amount in zip(days, amounts, strict=True):
        by_weekday[as_date(day).weekday()] += amount
    return Burn(
        first_day=as_date(days[0]),
        last_day=as_date(days[-1]),
        weeks=tuple(sum(amounts[at : at + DAYS_A_WEEK]) for at in range(0, len(amounts), DAYS_A_WEEK)),
        by_weekday=tuple(divide_half_up(amount, weeks) for amount in by_weekday),
    )


def by_week(
    sums: Iterable[DaySum], currency: str, charges_through: int | None, most: int = QUARTER_WEEKS
) -> list[tuple[date, int]]:
    """First day and micro-units drawn of the last whole weeks before the latest call's day, oldest first."""
    drawn = {one.day: one.amount for one in sums if one.currency == currency}
    if not drawn or charges_through is None:
        return []
    end, week = day_of(charges_through), DAYS_A_WEEK * DAY_SECONDS
    whole = min(most, (end - min(drawn)) // week)
    return [
        (as_date(first), sum(drawn.get(day, 0) for day in range(first, first + week, DAY_SECONDS)))
        for first in range(end - whole * week, end, week)
    ]


def runway(lots: Sequence[Lot], pattern: Burn, charges_through: int, as_of: int) -> Runway:
    """How long the lots last as they expire, the unreported days since the latest call counted as burned."""
    expected = _days_left(lots, pattern, charges_through, as_of)
    low = _days_left(lots, pattern.at_pace_of(max(pattern.weeks)), charges_through, as_of)
    high = _days_left(lots, pattern.at_pace_of(min(pattern.weeks)), charges_through, as_of)
    return Runway(expected, low, high)


def forfeits(lots: Sequence[Lot], pattern: Burn, charges_through: int, as_of: int) -> list[Forfeit]:
    """What each usable lot will lose at its expiry at the present burn, the next to expire first."""
    expiring = [lot for lot in lots if lot.remaining and lot.expires is not None]
    last = max((lot.expires or 0 for lot in expiring), default=as_of)
    days = range(day_of(charges_through) + DAY_SECONDS, day_of(last), DAY_SECONDS)
    left = draw(_as_new(lots), [_expected(pattern, day) for day in days], last).lots
    lost = {lot.entry_id: lot.expired for lot in left}
    found = [Forfeit(lot, lost.get(lot.entry_id, 0)) for lot in expiring]
    return sorted(found, key=lambda one: (one.lot.expires or 0, one.lot.bought))


def month_end(sums: Iterable[DaySum], currency: str, pattern: Burn, charges_through: int, as_of: int) -> int:
    """What the calendar month (UTC) of `as_of` will have drawn: known so far, and expected for the rest."""
    first = as_date(as_of).replace(day=1)
    next_month = as_instant((first + timedelta(days=31)).replace(day=1))
    known = sum(one.amount for one in sums if one.currency == currency and one.day >= as_instant(first))
    rest_from = max(day_of(charges_through) + DAY_SECONDS, as_instant(first))
    return known + sum(pattern.on(day) for day in range(rest_from, next_month, DAY_SECONDS))


def _days_left(lots: Sequence[Lot], pattern: Burn, charges_through: int, as_of: int) -> int | None:
    today = day_of(as_of)
    days = range(day_of(charges_through) + DAY_SECONDS, today + FURTHEST_DAYS * DAY_SECONDS, DAY_SECONDS)
    drawn = draw(_as_new(lots), [_expected(pattern, day) for day in days], as_of)
    if drawn.shortfall.first_day is None:
        return None
    return max(0, (drawn.shortfall.first_day - today) // DAY_SECONDS)


def _expected(pattern: Burn, day: int) -> Debit:
    return Debit(day, 0, "", pattern.on(day), 1)


def _as_new(lots: Iterable[Lot]) -> list[Lot]:
    """What lots hold now, as lots that nothing has been drawn from."""
    return [Lot(lot.entry_id, lot.kind, lot.bought, lot.remaining, lot.expires) for lot in lots]
