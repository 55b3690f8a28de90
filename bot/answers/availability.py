"""Is it available: to buy, to dial in from, to dial out to, and are credits sold there."""

from dataclasses import replace

from bot.answer import Answer, FollowUp, Outcome
from bot.answers.availability_view import (
    MOST_ROWS,
    asked_of_zone_a,
    comparison,
    one_country,
    which_country,
)
from bot.composition import Services
from bot.question import Question
from bot.understanding.reading import Slots
from pricing.availability import look_up

MOST_BUTTONS = 4


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """One country in full, several side by side; without one the organisation's own, else it is asked for."""
    countries = tuple(dict.fromkeys(slots.countries))
    one = asked_of_zone_a(countries, services.catalog)
    if one is not None:
        countries, slots = (one,), replace(slots, call_type="dial_out")
    if len(countries) > 1:
        return _comparison(question, slots, countries, services)
    code = countries[0] if countries else await _home(question, services)
    if code is None:
        return Answer("availability", which_country(slots, services.catalog), Outcome.ASKED)
    today, assumed = question.now.date(), not countries
    view = one_country(code, slots, services.catalog, today, assumed=assumed)
    return Answer("availability", view, follow_ups=_follow_ups(code, services))


async def _home(question: Question, services: Services) -> str | None:
    organisation = await services.organisation(question.tenant)
    return organisation.country if organisation else None


def _comparison(question: Question, slots: Slots, countries: tuple[str, ...], services: Services) -> Answer:
    view = comparison(countries, slots, services.catalog, question.now.date())
    buttons = tuple(
        FollowUp("availability", "availability", {"countries": [code]}, names={"country": code})
        for code in countries[:MOST_BUTTONS]
    )
    few = len(countries) <= MOST_ROWS
    return Answer("availability_comparison", view, follow_ups=buttons if few else ())


def _follow_ups(code: str, services: Services) -> tuple[FollowUp, ...]:
    rates = FollowUp("rates", "rates", {"countries": [code]}, names={"country": code})
    found = look_up(services.catalog, code)
    if found is None or found.purchase.verdict != "yes":
        return (rates,)
    return (rates, FollowUp("eligibility", "eligibility", {"countries": [code]}))
