"""Which number attendees should use: what is cheapest, can be reached, and costs the caller what."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.access import refusal_of_money
from bot.answer import Answer, FollowUp, Outcome
from bot.answers import rate_view
from bot.composition import Services
from bot.question import Question
from bot.rate_books import rate_book
from bot.understanding.reading import Slots
from pricing.catalog import Catalog
from pricing.demo import DEMO_TENANT
from pricing.metering import billed_seconds
from pricing.number_choice import WAYS, Choice, Option, choices
from pricing.organisation import Organisation
from pricing.rate_answer import Asked
from pricing.rate_card import Trust
from pricing.rating import RateBook

MOST_COUNTRIES = 4
"""Each takes a table of its own."""
USUAL_MINUTES = Decimal(30)
"""The call that is compared when none is named: connection fees weigh by its length."""


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """Per country of attendees, the ways to join beside each other."""
    organisation = await services.organisation(question.tenant) or Organisation(question.tenant)
    home = (organisation.country,) if organisation.country else ()
    named = slots.countries or tuple(dict.fromkeys(leg.country for leg in slots.legs if leg.country))
    countries = (named or home)[:MOST_COUNTRIES]
    if not countries:
        return Answer("rates_ask", {"what": "country", "said": None}, Outcome.ASKED)
    asked = [Asked(way, country) for country in countries for way in WAYS]
    book = await rate_book(services, organisation, asked, question.now.date())
    demo = question.tenant == DEMO_TENANT
    shown = view(countries, slots.minutes, organisation, book, services.catalog, question.now, demo)
    shown |= {"home": not named}
    return Answer("which_number", shown, follow_ups=tuple(_follow_ups(question, countries)))


def view(
    countries: Iterable[str],
    minutes: Decimal | None,
    organisation: Organisation,
    book: RateBook,
    catalog: Catalog,
    now: datetime,
    demo: bool,
) -> dict[str, Any]:
    """What the card shows."""
    step = organisation.billing_step_seconds
    seconds = billed_seconds(rate_view.duration_seconds(minutes or USUAL_MINUTES), step)
    found = {
        country: choices(country, book, catalog.toll_free_access.get(country, ()), seconds)
        for country in countries
    }
    options = [option for each in found.values() for choice in each for option in choice.options]
    answers = [option.answer for option in options]
    return {
        "countries": [_country(country, each, catalog, step) for country, each in found.items()],
        "minutes": minutes or USUAL_MINUTES,
        "fees": any(one.high_fee_micro_units for one in answers),
        "stand_in": any(one.trust is Trust.STAND_IN for one in answers),
        "cards": [card for card in _cards(options) if card],
        "withdrawn": rate_view.withdrawn(book.withdrawn),
        "billing_step_seconds": step,
        "home": False,
        "sources": rate_view.sources(answers) + _pages(found, catalog),
        "old": rate_view.outdated(answers, now.date()) or bool(_pages(found, catalog)),
        "demo": demo and any(one.trust in (Trust.OWN, Trust.OBSERVED) for one in answers),
        "as_of": now,
    }


def _country(country: str, found: tuple[Choice, ...], catalog: Catalog, step_seconds: int) -> dict[str, Any]:
    access = catalog.toll_free_access.get(country, ())
    return {
        "country": country,
        "listed": bool(access),
        "airtime": any(one.has("mobile_airtime") for one in access),
        "premium": any(one.has(code) for one in access for code in ("mobile_premium", "mobile_premium_some")),
        "choices": [_choice(one, step_seconds) for one in found],
    }


def _choice(choice: Choice, step_seconds: int) -> dict[str, Any]:
    return {
        "line_type": choice.line_type,
        "best": str(choice.best) if choice.best else None,
        "partial": choice.partial,
        "why_not": str(choice.why_not) if choice.why_not else None,
        "options": [_option(one, step_seconds) for one in choice.options],
    }


def _option(option: Option, step_seconds: int) -> dict[str, Any]:
    return rate_view.row(option.answer, step_seconds) | {
        "line_type": option.line_type,
        "reach": str(option.reach),
        "trust": str(option.answer.trust) if option.answer.trust else None,
    }


def _cards(options: Iterable[Option]) -> Iterator[dict[str, Any] | None]:
    own = [rate_view.card(one.answer) for one in options if one.answer.trust is Trust.OWN]
    yield from (card for at, card in enumerate(own) if card not in own[:at])


def _pages(countries: Iterable[str], catalog: Catalog) -> list[dict[str, Any]]:
    found = [one.source for country in countries for one in catalog.toll_free_access.get(country, ())]
    return [{"title": one.title, "url": one.url, "date": one.date} for one in dict.fromkeys(found)]


def _follow_ups(question: Question, countries: tuple[str, ...]) -> Iterator[FollowUp]:
    for country in countries[:1]:
        yield FollowUp("all_rates", "rates", {"countries": [country]}, names={"country": country})
        yield FollowUp("availability", "availability", {"countries": [country]}, names={"country": country})
    if refusal_of_money(question) is None:
        yield FollowUp("balance", "balance")
