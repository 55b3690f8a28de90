"""The choice of plans for each cost centre by itself, as plain data for a card."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.answers.balance_view import money
from pricing.cost_centres import NOT_ASSIGNED, CostCentres
from pricing.money import divide_half_up
from pricing.plan_calls import PlanCalls
from pricing.plans import Calls, Subscription, a_year, break_even, paying_price

MOST_ROWS = 6


def by_cost_centre(
    rows: Iterable[PlanCalls],
    currency: str,
    months: Sequence[str],
    plan: Subscription,
    centres: CostCentres,
    priced: bool,
) -> dict[str, Any] | None:
    """The dearest cost centres, the unassigned last; None without a list.

    `priced`: the plan's price is in this currency, so that both plans can be compared.
    """
    if not centres.known:
        return None
    grouped: dict[str, list[PlanCalls]] = {}
    for one in rows:
        grouped.setdefault(centres.of(one.organiser), []).append(one)
    groups = {name: Calls(own, currency, months, plan.pool_countries) for name, own in grouped.items()}
    found = [(name, calls) for name, calls in groups.items() if calls.organisers]
    found.sort(key=lambda one: (one[0] == NOT_ASSIGNED, -one[1].sum.all.micro_units, one[0]))
    named = [one for one in found if one[0] != NOT_ASSIGNED]
    shown = named[:MOST_ROWS] + found[len(named) :]
    return {
        "priced": priced,
        "rows": [_row(name, calls, plan) for name, calls in shown],
        "more": max(0, len(named) - MOST_ROWS),
    }


def _row(name: str, calls: Calls, plan: Subscription) -> dict[str, Any]:
    """One cost centre as if it chose alone: its own users' minutes are its pool."""
    now, subscribed = calls.cost((), plan).total, calls.cost(calls.names(), plan).total
    return {
        "name": name,
        "organisers": len(calls.organisers),
        "spend": money(divide_half_up(calls.sum.all.micro_units, calls.months), calls.currency),
        "cheaper": "subscription" if subscribed < now else "pay_per_minute",
        "saved_year": money(a_year(abs(now - subscribed), calls.months), calls.currency),
        "toll_minutes": break_even(calls, plan).toll_minutes,
        "pays_below": money(max(0, paying_price(calls, plan)), calls.currency),
    }
