"""What changed between the organisation's rate cards."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from babel import Locale

from bot.access import refusal_of_money
from bot.answer import Answer, FollowUp
from bot.answers import rate_view
from bot.composition import Services
from bot.question import Question
from bot.rate_books import metering
from bot.rate_effect import MOST_CALLS_OF_AN_ANSWER, LastMonth, of_last_month
from bot.understanding.reading import Slots
from pricing.demo import DEMO_TENANT
from pricing.organisation import Organisation
from pricing.period import Period, read_period
from pricing.rate_answer import Asked, Observed, RateAnswer, agree
from pricing.rate_card import Rate, RateCard
from pricing.rate_changes import Change, RateChanges, compare
from pricing.rating import rate_from
from pricing.storage import rate_cards
from pricing.storage.observed_rates import last_days, observed

MOST_SHOWN = 20
"""Rows of one card; the rest is counted."""
LONGEST_DESTINATION = 60
ENGLISH = Locale("en").territories
KINDS = ("up", "down", "added", "removed")


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """The card before the period against the card at its end; by default the last two cards."""
    today = question.now.date()
    organisation = await services.organisation(question.tenant) or Organisation(question.tenant)
    async with services.database.reading(question.tenant) as connection:
        every = await rate_cards.every(connection, question.tenant)
        stored = [one for one in every if one.withdrawn_at is None]
        ids = _compared(stored, read_period(slots.period), today)
        found = [await rate_cards.load(connection, question.tenant, one) for one in ids]
        now_in_force = await rate_cards.in_force(connection, question.tenant, today)
        seen = []
        if now_in_force:
            days = last_days(today)
            period = Period(max(days.first, now_in_force.effective_on), today)
            how = metering(services, organisation)
            seen = await observed(connection, question.tenant, period, how)
        before, after = found if found else (None, None)
        cost = None
        if before and after and before != after and refusal_of_money(question) is None:
            fee = services.settings.charge_includes_connection_fee
            cost = await of_last_month(
                connection, organisation, before, after, today, fee, MOST_CALLS_OF_AN_ANSWER
            )
    demo = question.tenant == DEMO_TENANT
    shown = view(before, after, slots, [(one.name, one.effective_on) for one in stored], demo)
    shown |= {"charged": charged_otherwise(now_in_force, seen, slots)}
    taken_back = [one.as_withdrawn() for one in _compared(every, read_period(slots.period), today)]
    shown |= {"withdrawn": [rate_view.withdrawn(one) for one in taken_back if one]}
    shown |= {"effect": effect(cost, after.currency) if cost and after and not slots.countries else None}
    return Answer(
        "rate_changes", shown | {"as_of": question.now}, follow_ups=tuple(_follow_ups(slots, shown))
    )


def view(
    before: RateCard | None,
    after: RateCard | None,
    slots: Slots,
    history: Iterable[tuple[str, date]],
    demo: bool,
) -> dict[str, Any]:
    """What the card shows; without two cards it says which there are."""
    period = read_period(slots.period)
    shown: dict[str, Any] = {
        "countries": list(slots.countries),
        "first_day": period.first if period else None,
        "last_day": period.last if period else None,
        "history": [{"name": name, "effective_on": day} for name, day in history],
        "before": None,
        "after": None,
        "same_card": before is not None and before == after,
        "currencies_differ": False,
        "counts": dict.fromkeys(KINDS, 0),
        "rows": [],
        "more": 0,
        "charged": None,
        "effect": None,
        "withdrawn": [],
        "demo": demo,
        "sources": [],
    }
    if before is None or after is None:
        return shown
    comparable = before.currency == after.currency
    changes = _of_countries(compare(before, after), slots) if comparable else []
    rows = [_row(change, after.currency) for kind in KINDS for change in changes if change.kind == kind]
    return shown | {
        "before": _card(before),
        "after": _card(after),
        "currencies_differ": not comparable,
        "counts": {kind: sum(change.kind == kind for change in changes) for kind in KINDS},
        "rows": rows[:MOST_SHOWN],
        "more": max(0, len(rows) - MOST_SHOWN),
    }


def effect(found: LastMonth, currency: str) -> dict[str, Any] | None:
    """What last month's own calls cost by either card; None where both price none of them."""
    cost = found.effect
    if not cost.calls:
        return None
    difference = cost.after_micro_units - cost.before_micro_units
    return {
        "month": found.first_day,
        "calls": cost.calls,
        "not_priced": cost.not_priced,
        "before": rate_view.money(cost.before_micro_units, currency),
        "after": rate_view.money(cost.after_micro_units, currency),
        "more": difference > 0,
        "difference": rate_view.money(abs(difference), currency) if difference else None,
    }


def charged_otherwise(card: RateCard | None, seen: Iterable[Observed], slots: Slots) -> dict[str, Any] | None:
    """Where own calls were charged otherwise than the card in force says; None when too few calls tell."""
    compared = [
        (one, answer)
        for one in seen
        if card and one.suffices
        if not slots.countries or one.country in slots.countries
        if (answer := rate_from(Asked(one.call_type, one.country, one.line_type), card))
    ]
    if not compared:
        return None
    differing = [_charged(one, answer) for one, answer in compared if not agree(one, answer)]
    return {"compared": len(compared), "rows": differing[:MOST_SHOWN]}


def _charged(seen: Observed, answer: RateAnswer) -> dict[str, Any]:
    return {
        "country": seen.country,
        "call_type": seen.call_type,
        "line_type": seen.line_type,
        "calls": seen.calls,
        "charged": rate_view.rate(seen.per_minute_micro_units, seen.currency),
        "card": rate_view.rate(answer.high_micro_units, str(answer.currency)),
    }


def _compared(
    stored: list[rate_cards.StoredCard], period: Period | None, today: date
) -> list[rate_cards.StoredCard]:
    """The two cards to compare, older first; nothing when there are not two."""
    begun = [one for one in stored if one.effective_on <= today]
    if period is None:
        return begun[-2:] if len(begun) > 1 else []
    # A card that begins on the first day changes the rates in this period, so it is compared with its elder.
    at_first = [one for one in stored if one.effective_on < period.first]
    at_last = [one for one in stored if one.effective_on <= min(period.last, today)]
    if not at_last:
        return []
    return [at_first[-1] if at_first else at_last[0], at_last[-1]]


def _of_countries(changes: RateChanges, slots: Slots) -> list[Change]:
    wanted = [
        change
        for change in changes.changes
        if (not slots.countries or change.rate.country in slots.countries)
        and slots.call_type in (None, change.rate.call_type)
        and slots.line_type in (None, change.rate.number_type)
    ]
    return list(_merged(wanted))


def _merged(changes: Iterable[Change]) -> Iterator[Change]:
    """Prefixes of one destination that change alike are one line."""
    seen = set()
    for change in changes:
        rate = change.rate
        prices = tuple(
            (one.per_minute_micro_units, one.connection_fee_micro_units) if one else None
            for one in (change.before, change.after)
        )
        key = (rate.call_type, rate.destination, rate.number_type, rate.origin, prices)
        if key not in seen:
            seen.add(key)
            yield change


def _row(change: Change, currency: str) -> dict[str, Any]:
    rate = change.rate
    return {
        "kind": change.kind,
        "country": rate.country,
        "destination": None if is_country(rate) else rate.destination[:LONGEST_DESTINATION],
        "call_type": rate.call_type,
        "line_type": rate.number_type if rate.number_type != "all" else None,
        "before": _price(change.before, currency),
        "after": _price(change.after, currency),
    }


def is_country(rate: Rate) -> bool:
    """Whether a destination is a country's name and no more, which each language writes its own way."""
    return rate.country is not None and rate.destination.strip() == ENGLISH.get(rate.country)


def _price(rate: Any, currency: str) -> dict[str, Any] | None:
    return rate_view.rate(rate.per_minute_micro_units, currency) if rate else None


def _card(card: RateCard) -> dict[str, Any]:
    return {"name": card.name, "effective_on": card.effective_on, "currency": card.currency}


def _follow_ups(slots: Slots, shown: Mapping[str, Any]) -> Iterator[FollowUp]:
    for country in slots.countries[:1]:
        yield FollowUp("all_rates", "rates", {"countries": [country]}, names={"country": country})
    if not shown["before"]:
        yield FollowUp("where_rates", "how_to", topic="where_rates")
