"""A choice of plans as plain data for a card: amounts by month unless their key says a year."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from bot.answers.balance_view import money
from bot.answers.plan_offers import Offer
from bot.answers.plans_by_cost_centre import by_cost_centre
from pricing.cost_centres import CostCentres
from pricing.money import divide_half_up
from pricing.plan_calls import PlanCalls
from pricing.plans import Calls, Cost, Subscription, a_year, break_even, paying_price

MOST_NAMES = 5


def currencies(
    rows: Sequence[PlanCalls],
    months: Sequence[str],
    offered: Iterable[Offer],
    own: str | None,
    users: int | None,
    centres: CostCentres,
) -> list[dict[str, Any]]:
    """What there is to say in each currency with calls under pay-per-minute, the organisation's own first."""
    known = sorted({one.currency for one in rows}, key=lambda code: (code != own, code))
    found = [_currency(rows, code, months, list(offered), users, centres) for code in known]
    return [one for one in found if one["organisers"]]


def _currency(
    rows: Sequence[PlanCalls],
    currency: str,
    months: Sequence[str],
    offered: list[Offer],
    users: int | None,
    centres: CostCentres,
) -> dict[str, Any]:
    pairs = [(offer, Calls(rows, currency, months, offer.plan.pool_countries)) for offer in offered]
    calls = pairs[0][1]
    in_currency = [
        (offer, found) for offer, found in pairs if offer.currency == currency and found.organisers
    ]
    spent, count = calls.sum.all.micro_units, len(calls.organisers)
    licences = users if users and users > count else count
    return {
        "currency": currency,
        "calls": calls.calls,
        "organisers": count,
        "spend": money(_month(spent, calls), currency),
        "spend_year": money(a_year(spent, calls.months), currency),
        "parts": _parts(calls),
        "unknown_kind": calls.calls_of_unknown_kind,
        "left_out": calls.left_out,
        "comparisons": [
            _comparison(offer, found, users, named=not at) for at, (offer, found) in enumerate(in_currency)
        ],
        "cost_centres": by_cost_centre(
            rows, currency, months, (in_currency or pairs)[0][0].plan, centres, priced=bool(in_currency)
        ),
        "paying": _paying(calls, pairs[0][0].plan, licences) if not in_currency and count else None,
        "avoided": [
            _avoided(offer, found)
            for offer, found in pairs
            if offer.currency != currency and not offer.plan.price and found.organisers
        ],
    }


def _month(micro_units_: int, calls: Calls) -> int:
    return divide_half_up(micro_units_, calls.months)


def _parts(calls: Calls) -> list[dict[str, Any]]:
    """By what a subscription does with them."""
    whole = calls.sum
    named = (("toll", whole.toll), ("pooled", whole.pooled), ("rest", whole.rest))
    return [
        {
            "code": code,
            "minutes": divide_half_up(_month(part.seconds, calls), 60),
            "spend": money(_month(part.micro_units, calls), calls.currency),
        }
        for code, part in named
        if part.seconds
    ]


def _comparison(offer: Offer, calls: Calls, users: int | None, *, named: bool) -> dict[str, Any]:
    """One offer; `named`: the few organisers are told once in an answer, not with every price."""
    plan, names = offer.plan, calls.names()
    chosen = calls.best(plan)
    now, everyone, best = (calls.cost(who, plan) for who in ((), names, chosen))
    even = break_even(calls, plan)
    price, others = offer.plan.price, users and users > len(names)
    return offer.view() | {
        "verdict": "mixed" if chosen and chosen != names else "subscription" if chosen else "pay_per_minute",
        "choices": [
            {"code": code} | _cost(cost, calls)
            for code, cost in (("now", now), ("everyone", everyone), ("best", best))
            if code != "best" or (chosen and chosen != names)
        ],
        "saved_to_now_year": money(a_year(now.total - best.total, calls.months), calls.currency),
        "saved_to_everyone_year": money(a_year(everyone.total - best.total, calls.months), calls.currency),
        "groups": _groups(calls, plan, chosen),
        "names": _names(calls, plan, chosen) if named else [],
        "pool_minutes": plan.pool_seconds // 60,
        "break_even": {
            "toll_minutes": even.toll_minutes,
            "toll_rate": _rate(calls),
            "pool_worth": None if even.pool_worth is None else money(even.pool_worth, calls.currency),
            "pool_pays": even.pool_worth is not None and even.pool_worth >= price,
            "toll_minutes_beside_pool": even.toll_minutes_beside_pool,
        }
        if price
        else None,
        "users": {"count": users} | _cost(calls.cost(names, plan, users), calls) if others else None,
    }


def _cost(cost: Cost, calls: Calls) -> dict[str, Any]:
    amounts = {"fees": cost.fees, "credits": cost.credits, "total": cost.total}
    return {"licences": cost.licences} | {
        name: money(_month(amount, calls), calls.currency) for name, amount in amounts.items()
    }


def _groups(calls: Calls, plan: Subscription, chosen: Collection[str]) -> list[dict[str, Any]]:
    """Who should be on which plan, with what each group costs on either: the others as they join it."""
    now = {one.name: one.sum.all.micro_units for one in calls.organisers}
    staying = sum(amount for name, amount in now.items() if name not in chosen)
    subscribed = sum(now.values()) - staying
    with_chosen = calls.cost(chosen, plan).total - staying
    joining = calls.cost(calls.names(), plan).total - with_chosen
    rows = (
        ("subscription", len(chosen), subscribed, with_chosen, subscribed - with_chosen),
        ("pay_per_minute", len(now) - len(chosen), staying, joining, joining - staying),
    )
    return [
        {
            "code": code,
            "organisers": count,
            "pay_per_minute": money(_month(paid, calls), calls.currency),
            "subscription": money(_month(with_it, calls), calls.currency),
            "saved_year": money(a_year(saved, calls.months), calls.currency),
        }
        for code, count, paid, with_it, saved in rows
        if count
    ]


def _names(calls: Calls, plan: Subscription, chosen: Collection[str]) -> list[dict[str, Any]]:
    """The few for whom the subscription includes most."""
    ranked = sorted(
        (one for one in calls.organisers if one.name in chosen),
        key=lambda one: (-one.included(plan.pool_seconds), one.name),
    )
    return [
        {
            "name": one.name,
            "pay_per_minute": money(_month(one.sum.all.micro_units, calls), calls.currency),
            "included": money(_month(one.included(plan.pool_seconds), calls), calls.currency),
        }
        for one in ranked[:MOST_NAMES]
    ]


def _rate(calls: Calls) -> dict[str, Any] | None:
    """The average price of a toll minute, to a tenth of a cent and finer."""
    toll = calls.sum.toll
    if not toll.micro_units or not toll.seconds:
        return None
    per_minute = divide_half_up(60 * toll.micro_units, toll.seconds)
    return money(divide_half_up(per_minute, 100) * 100, calls.currency)


def _paying(calls: Calls, plan: Subscription, licences: int) -> dict[str, Any]:
    """Without a price to compare with: the prices below which a licence pays off."""
    worths = sorted((one.included(plan.pool_seconds) for one in calls.organisers), reverse=True)
    even = break_even(calls, plan)
    return {
        "licences": licences,
        "price": money(paying_price(calls, plan, licences), calls.currency),
        "steps": [
            {"organisers": count, "price": money(_month(worths[count - 1], calls), calls.currency)}
            for count in sorted({1, (len(worths) + 1) // 2, len(worths)})
        ],
        "toll_rate": _rate(calls),
        "toll_minutes": _toll_minutes(calls, plan, licences),
        "pool_minutes": plan.pool_seconds // 60,
        "pool_worth": None if even.pool_worth is None else money(even.pool_worth, calls.currency),
    }


def _toll_minutes(calls: Calls, plan: Subscription, licences: int) -> int | None:
    price = paying_price(calls, plan, licences)
    return break_even(calls, Subscription(price, plan.pool_seconds, plan.pool_countries)).toll_minutes


def _avoided(offer: Offer, calls: Calls) -> dict[str, Any]:
    """What a licence without a price includes of these calls: that needs no common currency."""
    free = calls.cost(calls.names(), offer.plan)
    saved = calls.sum.all.micro_units - free.credits
    return offer.view() | {
        "avoided": money(_month(saved, calls), calls.currency),
        "avoided_year": money(a_year(saved, calls.months), calls.currency),
    }
