"""Pay-per-minute or the per-user subscription: which is cheaper, for whom, by own calls."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.answer import Answer, FollowUp, Outcome
from bot.answers import plans_view, profile_changes
from bot.answers.balance_view import sources
from bot.answers.ledger_forms import CURRENCIES, amount_of
from bot.answers.plan_offers import Offer, offers
from bot.answers.usage_view import day_of, frame
from bot.composition import Services
from bot.question import Question
from bot.understanding.reading import Slots
from pricing.errors import LedgerError, MoneyError, OrganisationError
from pricing.money import CURRENCY_DIGITS, micro_units
from pricing.organisation import Organisation
from pricing.period import Period, read_period
from pricing.plan_basis import MOST_MONTHS, NEEDED_DAYS, Basis, basis
from pricing.storage import cost_centres, import_journal, plan_calls, usage_totals
from pricing.storage.usage_totals import DayTotal
from pricing.usage import Draws, NumberKind
from pricing.usage_summary import Metering

LARGEST_PRICE = Decimal(10_000)
LONGEST_TYPED = 20
NEXT = (
    FollowUp("usage", "usage"),
    FollowUp("which_number", "rates", topic="which_number"),
    FollowUp("balance", "balance"),
)
RULES = ("pool.minutes_per_user_month", "pay_per_minute.charged_legs", "pool.outside_zone_a_needs_credits")


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """By the last whole months; those of a period that is asked for where they are known."""
    organisation = await services.organisation(question.tenant) or Organisation(question.tenant)
    return await _answer(question, slots, services, organisation)


async def save(question: Question, services: Services) -> Answer:
    """The licence price as it was typed: kept in the profile when it is sound, else asked for again."""
    organisation = await services.organisation(question.tenant) or Organisation(question.tenant)
    period = str(question.data.get("period") or "")
    slots = Slots(period=period if read_period(period) else None)
    try:
        changes = _changes(organisation, question)
        organisation, kept = await profile_changes.keep(question, services, changes)
    except (LedgerError, MoneyError):
        return await _answer(question, slots, services, organisation, fault="price")
    except OrganisationError:
        return await _answer(question, slots, services, organisation, fault="currency")
    found = await _answer(question, slots, services, organisation, kept=kept)
    return replace(found, deed=profile_changes.deed(kept, "save_licence_price"))


def _changes(organisation: Organisation, question: Question) -> dict[str, Any]:
    """The price, with its currency where the profile has none. Raises LedgerError or MoneyError."""
    typed = str(question.data.get("licence_price") or "")
    price = amount_of(typed, question.locale or "en")
    micro_units(price)
    if not 0 <= price < LARGEST_PRICE:
        raise LedgerError("amount", f"{price} is no price of a licence")
    if organisation.currency:
        return {"licence_price": price}
    return {"currency": str(question.data.get("currency") or ""), "licence_price": price}


async def _answer(
    question: Question,
    slots: Slots,
    services: Services,
    organisation: Organisation,
    *,
    kept: Mapping[str, Any] | None = None,
    fault: str | None = None,
) -> Answer:
    metering = Metering(organisation.billing_step_seconds, services.settings.charge_includes_connection_fee)
    today, asked = question.now.date(), read_period(slots.period)
    async with services.database.reading(question.tenant) as connection:
        through = await import_journal.charges_through(connection, question.tenant)
        days = await usage_totals.daily(connection, question.tenant, _earliest(today, through, asked), today)
        found = basis(_calls_by_day(days), today, asked)
        rows = await plan_calls.by_organiser(connection, question.tenant, found.periods, metering)
        centres = await cost_centres.load(connection, question.tenant)
    months = [one.first.isoformat() for one in found.periods]
    offered = offers(services.catalog, organisation, None if kept else _said(slots, organisation))
    compared = plans_view.currencies(
        rows, months, offered, organisation.currency, slots.participants, centres
    )
    view = _rests_on(found) | {
        "currencies": compared if found.enough else [],
        "offers": [one.view() for one in offered],
        "offer_of_country": _offer_of_country(organisation, services),
        "country": organisation.country,
        "kept": kept,
        "form": _form(question, slots, organisation, fault, [one["currency"] for one in compared])
        if compared or fault
        else None,
    }
    view |= frame(question, services, through)
    view["sources"] = _sources(services, offered)
    if fault:
        return Answer("plan_comparison", view, Outcome.ASKED, NEXT, deed=profile_changes.NOT_KEPT)
    return Answer("plan_comparison", view, Outcome.ANSWERED, NEXT)


def _said(slots: Slots, organisation: Organisation) -> tuple[int, str] | None:
    """A licence price in the question: micro-units and currency; None for what cannot be one."""
    currency = slots.currency or organisation.currency
    if slots.amount is None or currency not in CURRENCY_DIGITS or not 0 <= slots.amount < LARGEST_PRICE:
        return None
    try:
        return micro_units(slots.amount), str(currency)
    except MoneyError:
        return None


def _earliest(today: date, through: int | None, asked: Period | None) -> date:
    """Far enough back for the months that may be taken, and for what lies before their edge."""
    last = min(today, asked.last) if asked else today
    if through is not None:
        last = min(last, day_of(through))
    return (last.replace(day=1) - timedelta(days=31 * (MOST_MONTHS + 1))).replace(day=1)


def _calls_by_day(totals: Iterable[DayTotal]) -> dict[date, int]:
    """Paid meeting calls of each day."""
    found: dict[date, int] = {}
    for one in totals:
        if one.draws == Draws.COUNTED and one.number_kind != NumberKind.NO_CONFERENCE:
            day = date.fromisoformat(one.day)
            found[day] = found.get(day, 0) + one.calls
    return found


def _rests_on(found: Basis) -> dict[str, Any]:
    periods = found.periods
    return {
        "known_days": found.known_days,
        "needed_days": NEEDED_DAYS,
        "enough": found.enough,
        "first_day": periods[0].first if periods else None,
        "last_day": periods[-1].last if periods else None,
        "months": len(periods),
        "whole_months": found.whole_months,
    }


def _offer_of_country(organisation: Organisation, services: Services) -> str | None:
    """How Audio Conferencing is sold in the organisation's country; None when not known."""
    country = services.catalog.countries.get(organisation.country or "")
    return country.offer if country else None


def _form(
    question: Question, slots: Slots, organisation: Organisation, fault: str | None, used: list[str]
) -> dict[str, Any]:
    """Asks for the licence price; for its currency only where the profile has none."""
    known = organisation.licence_price
    currency = organisation.currency
    choices = [] if currency else sorted({*CURRENCIES, *(one for one in used if one in CURRENCY_DIGITS)})
    typed = question.data.get("licence_price") if fault else None
    chosen = question.data.get("currency")
    return {
        "typed": str(typed)[:LONGEST_TYPED] if typed else None,
        "price": known,
        "currency": currency,
        "currencies": choices,
        "likely": chosen if chosen in choices else used[0] if used else None,
        "fault": fault,
        "period": slots.period,
    }


def _sources(services: Services, offered: Iterable[Offer]) -> list[dict[str, Any]]:
    found = [one.public.source for one in offered if one.public]
    found += sources(services.catalog, *RULES)
    return [{"title": one.title, "url": one.url, "date": one.date} for one in dict.fromkeys(found)]
