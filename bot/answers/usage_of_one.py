"""What one cost centre's or one organiser's calls cost: their part of the whole, and the change."""

from collections.abc import Sequence
from typing import Any

from bot.answer import Answer, FollowUp
from bot.answers.balance_view import money
from bot.answers.spenders import Spender
from bot.answers.usage_people import People, cost_centre_list, shown_without_domain
from bot.answers.usage_rows import row, spent
from bot.understanding.reading import Slots
from pricing.cost_centres import CostCentres
from pricing.money import decimal, divide_half_up
from pricing.period import Period
from pricing.storage.organiser_usage import OrganiserSpent
from pricing.usage_summary import Spent, lines, period_before, whole_months

MOST_ORGANISERS = 8
MOST_NAMES = 5
"""Known cost centres that are offered in the place of an unknown one, one button each."""


def unknown(name: str, slots: Slots, centres: CostCentres, *, demo: bool) -> Answer:
    """That nobody is called so, with the cost centres that there are."""
    names = centres.names()
    period = {"period": slots.period} if slots.period else {}
    offered = [{"name": one, "slots": period | {"cost_centre": one}} for one in names[:MOST_NAMES]]
    view = {"demo": demo, "name": name, "known": offered, "more": max(0, len(names) - MOST_NAMES)}
    return Answer("usage_of_nobody", view, follow_ups=(FollowUp("usage", "usage", period),))


def answer(
    whose: Spender,
    slots: Slots,
    period: Period,
    people: People | None,
    centres: CostCentres,
    frame: dict[str, Any],
) -> Answer:
    """The period's spend of those who are meant."""
    before = period_before(period)
    view = frame | {
        "name": whose.name,
        "is_cost_centre": whose.is_cost_centre,
        "first_day": period.first,
        "last_day": period.last,
        "month": period.first if whole_months(period) == 1 else None,
        "before_first_day": before.first,
        "before_last_day": before.last,
        "before_month": before.first if whole_months(before) == 1 else None,
        "countries": list(slots.countries),
        "call_type": slots.call_type,
        "people": people is not None,
        "talked": people is not None and people.talked,
        "cost_centre_list": cost_centre_list(centres),
        "currencies": _currencies(whose, people, frame["currency"]) if people else [],
        "command": _command(whose, slots, period),
    }
    same = {"period": slots.period} if slots.period else {}
    return Answer("usage_of_one", view, follow_ups=(FollowUp("usage", "usage", same), _BALANCE))


def _command(whose: Spender, slots: Slots, period: Period) -> str | None:
    """What lists the calls; `trace` takes no more than one country."""
    if len(slots.countries) > 1:
        return None
    kind = f" --call-type {slots.call_type}" if slots.call_type else ""
    country = "".join(f" --country {code}" for code in slots.countries)
    return f"python app.py trace --usage {period} {whose.option}{kind}{country}"


_BALANCE = FollowUp("balance", "balance")


def _currencies(whose: Spender, people: People, own: str | None) -> list[dict[str, Any]]:
    """Each currency that their calls were charged in, the organisation's own first."""
    used = {one.currency for one in people.now if whose.holds(one.user_principal_name)}
    return [_of(whose, people, currency) for currency in sorted(used, key=lambda code: (code != own, code))]


def _of(whose: Spender, people: People, currency: str) -> dict[str, Any]:
    now, before = (_organisers(whose, part, currency) for part in (people.now, people.before))
    known = any(one.currency == currency for one in people.before)
    total, former = sum(now.values(), Spent()), sum(before.values(), Spent())
    whole = sum((one.spent for one in people.now if one.currency == currency), Spent())
    rows = [row(line, currency, known) for line in lines(now, before)] if whose.is_cost_centre else []
    return {
        "currency": currency,
        **spent(total, currency),
        "share": _share(total.micro_units, whole.micro_units),
        "all": money(whole.micro_units, currency),
        "change": _change(total, former, currency) if known else None,
        "organisers": shown_without_domain(rows[:MOST_ORGANISERS]),
        "more_organisers": max(0, len(rows) - MOST_ORGANISERS),
    }


def _organisers(whose: Spender, part: Sequence[OrganiserSpent], currency: str) -> dict[str, Spent]:
    own = (one for one in part if one.currency == currency and whose.holds(one.user_principal_name))
    return {one.user_principal_name: one.spent for one in own}


def _change(now: Spent, before: Spent, currency: str) -> dict[str, Any]:
    """Without sign, `more` says which way; no share of nothing."""
    change = now.micro_units - before.micro_units
    return {
        "more": change > 0,
        "same": not change,
        "amount": money(abs(change), currency),
        "share": _share(abs(change), before.micro_units),
    }


def _share(part: int, whole: int) -> Any:
    return decimal(divide_half_up(part * 1_000_000, whole)) if whole else None
