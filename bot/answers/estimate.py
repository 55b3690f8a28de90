"""What a call, a meeting or a series will cost, with its arithmetic."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.access import refusal_of_money
from bot.answer import Answer, FollowUp, Outcome
from bot.answers import balance_view, estimate_view, rate_view
from bot.answers.estimate_form import filled, missing, planned_legs
from bot.composition import Services
from bot.question import Question
from bot.rate_books import rate_book
from bot.understanding.phone_numbers_in_text import is_read_as_of_home
from bot.understanding.reading import Leg, Slots
from pricing import forecast
from pricing.demo import DEMO_TENANT
from pricing.estimate import Estimate, PlannedLegs, estimate
from pricing.money import ratio, round_half_up
from pricing.organisation import Organisation
from pricing.phone_numbers import parse
from pricing.rate_answer import Asked
from pricing.rating import RateBook
from pricing.storage import statements


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """The estimate, or one form that asks for everything still missing."""
    organisation = await services.organisation(question.tenant) or Organisation(question.tenant)
    return await _answer(question, slots, services, organisation, ())


async def from_form(question: Question, services: Services) -> Answer:
    """The form as sent: what it asked for joins what was known."""
    organisation = await services.organisation(question.tenant) or Organisation(question.tenant)
    slots = Slots.from_json(question.data.get("slots") or {})
    slots, faults = filled(slots, planned_legs(slots, organisation), question.data)
    return await _answer(question, slots, services, organisation, faults)


async def _answer(
    question: Question, slots: Slots, services: Services, organisation: Organisation, faults: tuple[str, ...]
) -> Answer:
    legs = planned_legs(slots, organisation)
    asks = missing(slots, legs)
    if asks or faults:
        countries = {*services.catalog.countries, *(leg.country for leg in legs if leg.country)}
        typed = {name: question.data.get(name) for name in faults}
        shown = estimate_view.form(slots, legs, countries, {*asks, *faults}, typed)
        return Answer("estimate_form", shown, Outcome.ASKED)
    asked = [Asked(str(leg.call_type), leg.country) for leg in legs]
    book = await rate_book(services, organisation, asked, question.now.date())
    found = estimated(slots, legs, book, organisation)
    shown = view(found, slots, organisation, question.now, question.tenant == DEMO_TENANT)
    shown |= {
        "balance": await _balance(question, services, organisation, found),
        "withdrawn": rate_view.withdrawn(book.withdrawn),
        "assumed": is_read_as_of_home(question.text, slots.phone_number, organisation.country),
    }
    return Answer("estimate", shown, follow_ups=tuple(_follow_ups(question, legs, shown)))


def estimated(slots: Slots, legs: tuple[Leg, ...], book: RateBook, organisation: Organisation) -> Estimate:
    """The estimate of parts that are all known."""
    phone = parse(slots.phone_number, organisation.country) if slots.phone_number else None
    planned = [
        PlannedLegs(leg.count, Asked(str(leg.call_type), leg.country, leg.line_type, phone)) for leg in legs
    ]
    seconds = rate_view.duration_seconds(slots.minutes or Decimal(0))
    return estimate(planned, seconds, book, organisation.billing_step_seconds, slots.every)


def view(
    found: Estimate, slots: Slots, organisation: Organisation, now: datetime, demo: bool
) -> dict[str, Any]:
    """What the card shows, but for the balance."""
    answers = [leg.answer for leg in found.legs]
    return {
        "legs": estimate_view.legs(found),
        "totals": estimate_view.totals(found),
        "cards": estimate_view.cards(found),
        "remarks": estimate_view.remarks(found),
        "other_step": estimate_view.other_step(found),
        "every": found.every,
        "minutes": slots.minutes,
        "home": not (slots.countries or slots.legs or slots.phone_number),
        "home_in_part": any(leg.country is None for leg in slots.legs),
        "billing_step_seconds": found.step_seconds,
        "own_currency": organisation.currency,
        "balance": None,
        "withdrawn": None,
        "assumed": False,
        "sources": rate_view.sources(answers),
        "old": rate_view.outdated(answers, now.date()),
        "demo": demo,
        "as_of": now,
    }


async def _balance(
    question: Question, services: Services, organisation: Organisation, found: Estimate
) -> dict[str, Any] | None:
    """How many days of the balance a meeting eats: for admins in a 1:1 chat, in their currency only."""
    total = next((one for one in found.totals if one.currency == organisation.currency), None)
    if total is None or refusal_of_money(question):
        return None
    async with services.database.reading(question.tenant) as connection:
        reading = await statements.read(
            connection,
            question.tenant,
            int(question.now.timestamp()),
            charge_includes_fee=services.settings.charge_includes_connection_fee,
        )
    balance = next((one for one in reading.statement.balances if one.currency == total.currency), None)
    if balance is None or not balance.lots:
        return None
    pattern = forecast.burn(reading.sums, total.currency, reading.charges_through)
    per_day = pattern.per_day if pattern else 0
    month = found.a_month(total)
    return {
        "available": rate_view.money(balance.available, total.currency),
        "enough": balance.available >= total.high,
        "burn": rate_view.money(per_day, total.currency) if per_day else None,
        "days": round_half_up(ratio(total.low, per_day), 1) if per_day else None,
        "month_days": round_half_up(ratio(month.low, per_day), 1) if per_day and month else None,
        "at_least": total.at_least or total.low != total.high,
        "whole": len(found.totals) == 1,
        "age": balance_view.age(reading),
    }


def _follow_ups(question: Question, legs: tuple[Leg, ...], shown: Mapping[str, Any]) -> Iterator[FollowUp]:
    country = next((leg.country for leg in legs if leg.country), None)
    if country:
        yield FollowUp("all_rates", "rates", {"countries": [country]}, names={"country": country})
    if shown["remarks"]["stand_in"] or shown["remarks"]["unknown"]:
        yield FollowUp("where_rates", "how_to", topic="where_rates")
    if refusal_of_money(question) is None:
        yield FollowUp("balance", "balance")
