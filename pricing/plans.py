"""Pay-per-minute against the per-user subscription, by what the organisation's own calls cost.

Pure, in integer micro-units of one currency. With the subscription, calls into toll numbers cost nothing
more; its dial-out minutes are pooled over all its users each month and reach some countries only. Toll-free,
and dial-out beyond the pool or elsewhere, is paid from credits at the price that the same calls cost now.
Only subscription users draw from the pool.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from pricing.money import divide_half_up
from pricing.plan_calls import Month, Organiser, Part, PlanCalls, organisers
from pricing.usage import NumberKind

PAY_PER_MINUTE = frozenset({"MCOMEETACPEA", "MCOMEETACPEA_GOV"})
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Subscription:
    """The plan to compare with."""

    price: int
    """Micro-units a user and month."""
    pool_seconds: int
    """Dial-out time a user and month."""
    pool_countries: Collection[str]


@dataclass(frozen=True)
class Cost:
    """What a choice of plans costs over all months."""

    licences: int
    """Subscriptions."""
    fees: int
    """Their price."""
    credits: int
    """Calls, on either plan."""

    @property
    def total(self) -> int:
        """Both, in micro-units."""
        return self.fees + self.credits


class Calls:
    """One currency's calls of pay-per-minute organisers; calls of others and without a name are left out."""

    def __init__(
        self,
        calls: Iterable[PlanCalls],
        currency: str,
        months: Sequence[str],
        pool_countries: Collection[str],
    ) -> None:
        own = [one for one in calls if one.currency == currency]
        paying = {one.organiser for one in own if one.capability in PAY_PER_MINUTE and one.organiser}
        counted = [one for one in own if one.organiser in paying]
        self.currency, self.months = currency, len(months)
        self.calls = sum(one.calls for one in counted)
        self.calls_of_unknown_kind = sum(
            one.calls for one in counted if one.number_kind == NumberKind.UNKNOWN.value
        )
        self.left_out = sum(one.calls for one in own) - self.calls
        self.organisers = organisers(counted, months, pool_countries)

    @property
    def sum(self) -> Month:
        """Over all organisers and months."""
        return sum((one.sum for one in self.organisers), Month())

    def cost(self, subscribed: Collection[str], plan: Subscription, licences: int | None = None) -> Cost:
        """What it all would have cost with these on the subscription, by default with a licence each."""
        count = len(subscribed) if licences is None else licences
        credits = sum(one.sum.all.micro_units for one in self.organisers if one.name not in subscribed)
        members = [one for one in self.organisers if one.name in subscribed]
        for at in range(self.months):
            month = sum((one.months[at] for one in members), Month())
            credits += month.rest.micro_units + _beyond(month.pooled, count * plan.pool_seconds)
        return Cost(count, count * plan.price * self.months, credits)

    def names(self) -> frozenset[str]:
        """Every organiser's."""
        return frozenset(one.name for one in self.organisers)

    def best(self, plan: Subscription) -> frozenset[str]:
        """Who should be on the subscription; nobody rather than somebody where it is the same.

        The cheapest beginning of three rankings: no dearer than either plan for all. As minutes are pooled, a
        cheaper choice may exist, but none where nobody uses the pool.
        """
        found, cheapest = frozenset[str](), self.cost((), plan).total
        for worth in _rankings(plan):
            names, total = self._best_of_ranking(worth, plan)
            if total < cheapest:
                found, cheapest = names, total
        return found

    def _best_of_ranking(
        self, worth: Callable[[Organiser], int], plan: Subscription
    ) -> tuple[frozenset[str], int]:
        ranked = sorted(self.organisers, key=lambda one: (-worth(one), one.name))
        stay = sum(one.sum.all.micro_units for one in ranked)
        months = [Month()] * self.months
        taken, cheapest = 0, stay
        for count, one in enumerate(ranked, 1):
            stay -= one.sum.all.micro_units
            months = [sofar + own for sofar, own in zip(months, one.months, strict=True)]
            pool = count * plan.pool_seconds
            credits = sum(month.rest.micro_units + _beyond(month.pooled, pool) for month in months)
            total = stay + credits + count * plan.price * self.months
            if total < cheapest:
                taken, cheapest = count, total
        return frozenset(one.name for one in ranked[:taken]), cheapest


def _rankings(plan: Subscription) -> tuple[Callable[[Organiser], int], ...]:
    return (
        lambda one: one.included(plan.pool_seconds),
        lambda one: one.sum.toll.micro_units + one.sum.pooled.micro_units,
        lambda one: one.sum.toll.micro_units,
    )


@dataclass(frozen=True)
class BreakEven:
    """From which use on a licence pays off, for a user and month."""

    toll_minutes: int | None
    """Toll minutes that cost as much as the licence; None without paid toll calls."""
    pool_worth: int | None
    """What the pool's minutes of a user cost now; None without paid calls that it reaches."""
    toll_minutes_beside_pool: int | None
    """Toll minutes that are needed besides, when these are used up."""


def break_even(calls: Calls, plan: Subscription) -> BreakEven:
    """At the average prices of these calls, started minutes up."""
    whole = calls.sum
    worth = None
    if whole.pooled.seconds and whole.pooled.micro_units:
        worth = divide_half_up(whole.pooled.micro_units * plan.pool_seconds, whole.pooled.seconds)
    beside = minutes_for(max(0, plan.price - worth), whole.toll) if worth is not None else None
    return BreakEven(minutes_for(plan.price, whole.toll), worth, beside)


def minutes_for(micro_units: int, part: Part) -> int | None:
    """Minutes, rounded up, that cost as much at this part's average price; None where it costs nothing."""
    if not part.micro_units:
        return None
    return -(-micro_units * part.seconds // (60 * part.micro_units))


def paying_price(calls: Calls, plan: Subscription, licences: int | None = None) -> int:
    """The price a user and month below which the subscription is cheaper for all of them together."""
    count = licences or len(calls.organisers)
    free = calls.cost(calls.names(), plan, count).credits
    return divide_half_up(calls.sum.all.micro_units - free, max(1, count * calls.months))


def a_year(micro_units: int, months: int) -> int:
    """Twelve times the average month."""
    return divide_half_up(micro_units * MONTHS_A_YEAR, months)


def _beyond(pooled: Part, pool_seconds: int) -> int:
    """What dial-out costs of which the pool covers so much."""
    return pooled.micro_units - pooled.worth(pool_seconds)
