"""Whether a month's calls were charged as the rate card says."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from bot.answer import Answer, FollowUp
from bot.answers import rate_view
from bot.answers.balance_view import instant, money
from bot.answers.overlaps_view import suspected
from bot.answers.usage_view import frame
from bot.composition import Services
from bot.question import Question
from bot.understanding.reading import Slots
from pricing.invoice_check import Finding, InvoiceCheck, InvoiceChecker, Reason
from pricing.organisation import Organisation
from pricing.period import Period, read_period
from pricing.rate_card import RateCard
from pricing.storage import import_journal, rate_cards, usage_records
from pricing.storage.database import Database
from pricing.storage.rate_cards import StoredCard

Card = TypeVar("Card", RateCard, StoredCard)
MOST_SHOWN = 8
NEXT = (
    FollowUp("usage", "usage"),
    FollowUp("rate_changes", "rates", topic="changes"),
    FollowUp("where_rates", "how_to", topic="where_rates"),
)


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """The month asked for, or the last whole one, rated again call by call."""
    organisation = await services.organisation(question.tenant)
    period = read_period(slots.period) or last_month(question.now.date())
    fee_included = services.settings.charge_includes_connection_fee
    found, cards = await check(services.database, question.tenant, organisation, period, fee_included)
    async with services.database.reading(question.tenant) as connection:
        through = await import_journal.charges_through(connection, question.tenant)
        overlaps = await suspected(connection, question.tenant)
        every = await rate_cards.every(connection, question.tenant)
    begun = _in_force([one for one in every if one.effective_on <= period.last], period)
    taken_back = [one for card in begun if (one := card.as_withdrawn())]
    view = _view(found, cards, period) | frame(question, services, through) | {"overlaps": overlaps}
    view["withdrawn"] = [rate_view.withdrawn(one) for one in taken_back]
    view["step_seconds"] = organisation.billing_step_seconds if organisation else 6
    return Answer("invoice_check", view, follow_ups=NEXT)


def last_month(today: date) -> Period:
    """The whole month before this one."""
    last = today.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last)


async def check(
    database: Database,
    tenant: str,
    organisation: Organisation | None,
    period: Period,
    charge_includes_fee: bool,
) -> tuple[InvoiceCheck | None, list[RateCard]]:
    """The check and the cards that were in force; None without any card."""
    async with database.reading(tenant) as connection:
        begun = [one for one in await rate_cards.cards(connection, tenant) if one.effective_on <= period.last]
        cards = [await rate_cards.load(connection, tenant, one) for one in begun]
        if not cards:
            return None, []
        checker = InvoiceChecker(
            cards,
            (organisation.currency if organisation else None) or cards[-1].currency,
            organisation.billing_step_seconds if organisation else 6,
            charge_includes_fee,
        )
        start, end = _midnight(period.first), _midnight(period.last + timedelta(days=1))
        async for record in usage_records.between(connection, tenant, start, end):
            checker.add(record)
    return checker.found.sorted_(), _in_force(cards, period)


def _in_force(cards: list[Card], period: Period) -> list[Card]:
    """Those of the period: all that began within it, and the last before."""
    before = [card for card in cards if card.effective_on <= period.first]
    return before[-1:] + [card for card in cards if card.effective_on > period.first]


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())


def _view(found: InvoiceCheck | None, cards: Iterable[RateCard], period: Period) -> dict[str, Any]:
    view: dict[str, Any] = {
        "first_day": period.first,
        "last_day": period.last,
        "cards": [{"name": card.name, "effective_on": card.effective_on} for card in cards],
        "period": str(period),
        "check": None,
    }
    if found is not None:
        view["check"] = {
            "checked": found.checked,
            "agreeing": found.agreeing,
            "differing": found.differing,
            "charged": money(found.charged, found.currency),
            "too_much": money(found.too_much, found.currency) if found.too_much else None,
            "too_little": money(found.too_little, found.currency) if found.too_little else None,
            "without_rate": found.without_rate,
            "countries_without_rate": _countries_without_rate(found),
            "free": found.free,
            "other_currencies": [
                {"currency": code, "calls": calls} for code, calls in sorted(found.other_currencies.items())
            ],
            "differences": [_difference(one, found.currency) for one in found.differences[:MOST_SHOWN]],
            "more": max(0, found.differing - MOST_SHOWN),
        }
    return view


def _countries_without_rate(found: InvoiceCheck) -> list[str]:
    """Those of the calls that no rate was found for, where they are known."""
    countries = (one.record.country for one in found.others if one.reason is Reason.NO_RATE)
    return sorted({country for country in countries if country})[:MOST_SHOWN]


def _difference(one: Finding, currency: str) -> dict[str, Any]:
    record = one.record
    return {
        "at": instant(record.started_at),
        "call_type": record.number_kind,
        "country": record.country,
        "seconds": record.duration_seconds,
        "charged": money(one.charged, currency),
        "expected": money(one.charged - one.by, currency),
        "more": one.by > 0,
        "difference": money(abs(one.by), currency),
    }
