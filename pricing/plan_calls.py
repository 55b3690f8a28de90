"""An organisation's own calls as a choice of plans sees them.

By organiser and month, parted by what the subscription does with them. Pure, in integer micro-units.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pricing.money import divide_half_up
from pricing.usage import NumberKind


class PlanCalls(NamedTuple):
    """Counted meeting calls of one month and organiser that agree in the first six fields."""

    organiser: str
    month: str
    """Any key: months are never mixed."""
    number_kind: str
    country: str
    """Of the number called; empty when not known."""
    currency: str
    capability: str
    """The licence they were made under."""
    calls: int
    billed_seconds: int
    micro_units: int
    """What they drew: charges, and connection fees where these come on top."""


@dataclass(frozen=True)
class Part:
    """Billed time and money."""

    seconds: int = 0
    micro_units: int = 0

    def __add__(self, other: "Part") -> "Part":
        return Part(self.seconds + other.seconds, self.micro_units + other.micro_units)

    def worth(self, seconds: int) -> int:
        """What so much of its time costs on average; at most all of it."""
        if seconds >= self.seconds:
            return self.micro_units
        return divide_half_up(self.micro_units * seconds, self.seconds)


@dataclass(frozen=True)
class Month:
    """One organiser's calls of a month, by what the subscription does with them."""

    toll: Part = Part()
    """Included."""
    pooled: Part = Part()
    """Dial-out to where the pool reaches."""
    rest: Part = Part()
    """Paid from credits in either plan."""

    def __add__(self, other: "Month") -> "Month":
        return Month(self.toll + other.toll, self.pooled + other.pooled, self.rest + other.rest)

    @property
    def all(self) -> Part:
        """Everything."""
        return self.toll + self.pooled + self.rest


@dataclass(frozen=True)
class Organiser:
    """One organiser over all months."""

    name: str
    months: tuple[Month, ...]

    @property
    def sum(self) -> Month:
        """Over all months."""
        return sum(self.months, Month())

    def included(self, pool_seconds: int) -> int:
        """What of it a subscription would include by its own minutes of the pool alone."""
        return sum(one.toll.micro_units + one.pooled.worth(pool_seconds) for one in self.months)


def organisers(
    calls: Iterable[PlanCalls], months: Sequence[str], pool_countries: Collection[str]
) -> tuple[Organiser, ...]:
    """Each with all months, in the order given."""
    found: dict[str, dict[str, Month]] = {}
    for one in calls:
        own = found.setdefault(one.organiser, dict.fromkeys(months, Month()))
        own[one.month] += _by_plan(one, pool_countries)
    return tuple(Organiser(name, tuple(own.values())) for name, own in sorted(found.items()))


def _by_plan(one: PlanCalls, pool_countries: Collection[str]) -> Month:
    part = Part(one.billed_seconds, one.micro_units)
    if one.number_kind == NumberKind.TOLL.value:
        return Month(toll=part)
    reached = one.number_kind == NumberKind.DIAL_OUT.value and one.country in pool_countries
    return Month(pooled=part) if reached else Month(rest=part)
