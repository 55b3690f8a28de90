"""A dropped rate card: what it would change, its first day, and its import."""

from datetime import date, timedelta
from typing import Any

from bot.answer import Answer, FollowUp, Outcome
from bot.answers.balance_view import money
from bot.composition import Services
from bot.files.recognition import FileFault, read_rates
from bot.question import Question
from bot.rate_effect import MOST_CALLS_OF_AN_ANSWER
from bot.rate_import import RateImport, weigh
from bot.storage import once
from pricing.demo import DEMO_TENANT
from pricing.money import decimal
from pricing.organisation import Organisation
from pricing.rate_card import Rate, RateCard
from pricing.storage import rate_cards

MOST_CHANGES = 6
EARLIEST = date(2015, 1, 1)
LATEST = timedelta(days=366)
"""Rates are announced months ahead at most."""
KINDS = ("added", "removed", "up", "down")


async def confirm_rates(
    question: Question, services: Services, name: str, key: str, card: RateCard, fault: str | None = None
) -> Answer:
    """What the card would change, with the form for its first day."""
    organisation = await services.organisation(question.tenant) or Organisation(question.tenant)
    async with services.database.reading(question.tenant) as connection:
        weighed = await weigh(
            connection,
            organisation,
            card,
            question.now.date(),
            services.settings.charge_includes_connection_fee,
            MOST_CALLS_OF_AN_ANSWER,
        )
    view = _weighed(weighed) | {
        "demo": question.tenant == DEMO_TENANT,
        "name": name,
        "key": key,
        "other_currency": organisation.currency if organisation.currency != card.currency else None,
        "on": str(question.data.get("on") or card.effective_on.isoformat()),
        "fault": fault,
    }
    return Answer("file_rates", view, Outcome.ASKED)


async def import_rates(question: Question, services: Services) -> Answer:
    """The card imported as confirmed, once; or the form again with what is wrong with its day."""
    key = _text(question, "key")
    file = services.shelf.find(question, key)
    async with services.database.reading(question.tenant) as connection:
        was_used = await once.is_used(connection, question.tenant, key)
    if file is None or was_used:
        reason = "taken" if was_used else "expired"
        return Answer("file_problem", {"name": "", "reason": reason, "places": [], "more": 0})
    on, fault = _first_day(question)
    try:
        card = read_rates(file, on or question.now.date())
    except FileFault:
        return Answer("file_problem", {"name": file.name, "reason": "rates", "places": [], "more": 0})
    if fault:
        return await confirm_rates(question, services, file.name, key, card, fault)
    answer = await _keep(question, services, card, file.name, key)
    services.shelf.remove(file)
    return answer


async def _keep(question: Question, services: Services, card: RateCard, file_name: str, nonce: str) -> Answer:
    tenant, now = question.tenant, question.now
    async with services.database.writing(tenant) as connection:
        before = await rate_cards.in_force(connection, tenant, card.effective_on)
        is_new = await once.use_nonce(connection, tenant, nonce, int(now.timestamp()))
        stored = (
            await rate_cards.add(connection, tenant, card, file_name, question.user, now) if is_new else None
        )
    view = {
        "demo": tenant == DEMO_TENANT,
        "name": card.name,
        "currency": card.currency,
        "rates": len(card.rates),
        "on": card.effective_on,
        "before": before.name if before else None,
        "card_id": stored.id if stored else None,
        "by": question.name,
        "at": now,
        "is_new": is_new,
    }
    return Answer("rates_imported", view, follow_ups=(FollowUp("rate_changes", "rates", topic="changes"),))


def _first_day(question: Question) -> tuple[date | None, str | None]:
    try:
        on = date.fromisoformat(_text(question, "on"))
    except ValueError:
        return None, "day"
    if on < EARLIEST:
        return None, "too_early"
    return (None, "too_late") if on > question.now.date() + LATEST else (on, None)


def _weighed(weighed: RateImport) -> dict[str, Any]:
    card, before, changes = weighed.card, weighed.before, weighed.changes
    return {
        "currency": card.currency,
        "rates": len(card.rates),
        "before": {"name": before.name, "on": before.effective_on} if before else None,
        "counts": {kind: len(changes.of(kind)) for kind in KINDS},
        "unchanged": changes.unchanged,
        "changes": [
            {
                "kind": change.kind,
                "destination": change.rate.destination,
                "call_type": str(change.rate.call_type),
                "prefix": change.rate.prefix,
                "old": _price(change.before),
                "new": _price(change.after),
            }
            for kind in ("up", "down", "removed", "added")
            for change in changes.of(kind)
        ][:MOST_CHANGES]
        if before
        else [],
        "effect": _effect(weighed),
    }


def _effect(weighed: RateImport) -> dict[str, Any] | None:
    month, currency = weighed.last_month, weighed.card.currency
    if month is None or not month.against_card:
        return None
    effect = month.effect
    return {
        "month": month.first_day,
        "calls": effect.calls,
        "old": money(effect.before_micro_units, currency),
        "new": money(effect.after_micro_units, currency),
    }


def _price(rate: Rate | None) -> Any:
    return decimal(rate.per_minute_micro_units) if rate else None


def _text(question: Question, name: str) -> str:
    value = question.data.get(name)
    return value.strip() if isinstance(value, str) else ""
