"""What meetings will cost: each phone leg by its rate, per meeting, month and year.

People on the Teams app cost nothing and are no legs. Amounts are integer micro-units; currencies stay apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pricing.metering import billed_seconds, leg_micro_units
from pricing.money import divide_half_up
from pricing.rate_answer import Asked, Fit, RateAnswer
from pricing.rate_card import CallType
from pricing.rating import RateBook

MEETINGS_A_YEAR = {
    "day": 260, "twice_week": 104, "week": 52, "two_weeks": 26, "month": 12, "quarter": 4
}  # fmt: skip
"""Daily means working days; two_weeks is once in them, twice_week two a week."""
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class PlannedLegs:
    """Phones that join in the same way."""

    count: int
    asked: Asked


@dataclass(frozen=True)
class LegsCost:
    """What they cost for one meeting."""

    planned: PlannedLegs
    answer: RateAnswer
    low: int
    """Micro-units for all of them; 0 without a rate, and then `at_least` is set."""
    high: int

    @property
    def at_least(self) -> bool:
        """The true cost may be above `high`: no rate, no mobile price, or a starting price."""
        answer = self.answer
        may_be_mobile = answer.asked.call_type == CallType.DIAL_OUT and answer.asked.line_type is None
        general = answer.fit is Fit.GENERAL and may_be_mobile and answer.asked.number is None
        return answer.fit is Fit.NONE or answer.lacks_mobile_price or answer.starting_at or general


@dataclass(frozen=True)
class Total:
    """A sum in one currency."""

    currency: str
    low: int
    high: int
    """Equal to `low` unless a rate depends on the number."""
    at_least: bool

    def times(self, meetings: int, per: int = 1) -> "Total":
        """The sum of so many meetings over so many parts, half up."""
        low, high = (divide_half_up(amount * meetings, per) for amount in (self.low, self.high))
        return Total(self.currency, low, high, self.at_least)


@dataclass(frozen=True)
class Estimate:
    """The cost of one meeting, and how often it takes place."""

    legs: tuple[LegsCost, ...]
    duration_seconds: int
    step_seconds: int
    every: str | None = None
    """A key of MEETINGS_A_YEAR; None for a single meeting."""

    @property
    def billed_seconds(self) -> int:
        """Seconds that each leg is charged for."""
        return billed_seconds(self.duration_seconds, self.step_seconds)

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """One meeting's cost per currency, in the order of the legs; empty when no leg has a rate.

        Each is "at least" when a leg of its own is, when any leg has no rate, and beside another currency.
        """
        currencies = list(dict.fromkeys(leg.answer.currency for leg in self.legs if leg.answer.currency))
        incomplete = len(currencies) > 1 or any(leg.answer.currency is None for leg in self.legs)
        return tuple(self._total(currency, incomplete) for currency in currencies)

    def a_year(self, total: Total) -> Total | None:
        """A year of such meetings; None for a single one."""
        return total.times(MEETINGS_A_YEAR[self.every]) if self.every else None

    def a_month(self, total: Total) -> Total | None:
        """A twelfth of the year, so on average; None for a single meeting."""
        return total.times(MEETINGS_A_YEAR[self.every], per=MONTHS_A_YEAR) if self.every else None

    def _total(self, currency: str, incomplete: bool) -> Total:
        legs = [leg for leg in self.legs if leg.answer.currency == currency]
        at_least = incomplete or any(leg.at_least for leg in legs)
        return Total(currency, sum(leg.low for leg in legs), sum(leg.high for leg in legs), at_least)


def estimate(
    planned: Iterable[PlannedLegs],
    duration_seconds: int,
    book: RateBook,
    step_seconds: int,
    every: str | None = None,
) -> Estimate:
    """Price each group of legs by the most trusted list that knows it."""
    seconds = billed_seconds(duration_seconds, step_seconds)
    legs = tuple(_cost(one, book.find(one.asked), seconds) for one in planned)
    return Estimate(legs, duration_seconds, step_seconds, every)


def with_step(found: Estimate, step_seconds: int) -> Estimate:
    """The same meeting, metered in another step."""
    seconds = billed_seconds(found.duration_seconds, step_seconds)
    legs = tuple(_cost(leg.planned, leg.answer, seconds) for leg in found.legs)
    return Estimate(legs, found.duration_seconds, step_seconds, found.every)


def same_cost(one: Sequence[Total], other: Sequence[Total]) -> bool:
    """Whether two estimates come to the same sums."""
    return [(total.low, total.high) for total in one] == [(total.low, total.high) for total in other]


def _cost(planned: PlannedLegs, answer: RateAnswer, seconds: int) -> LegsCost:
    low = leg_micro_units(seconds, answer.low_micro_units, answer.low_fee_micro_units)
    high = leg_micro_units(seconds, answer.high_micro_units, answer.high_fee_micro_units)
    return LegsCost(planned, answer, planned.count * low, planned.count * high)
