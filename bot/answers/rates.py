"""What a minute costs: by country, way to call, kind of line or phone number."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.access import refusal_of_money
from bot.answer import Answer, FollowUp, Outcome
from bot.answers import rate_view
from bot.composition import Services
from bot.question import Question
from bot.rate_books import rate_book, rate_book_and_charges
from bot.understanding.phone_numbers_in_text import is_read_as_of_home
from bot.understanding.reading import Slots
from pricing.demo import DEMO_TENANT
from pricing.organisation import Organisation
from pricing.period import read_period
from pricing.phone_numbers import PhoneNumber, parse
from pricing.rate_answer import Asked, Fit, Observed
from pricing.rate_card import CallType, Trust
from pricing.rating import RateBook

MOST_COUNTRIES = 12
"""More than these do not fit one card."""
_CALL_TYPES = (CallType.TOLL, CallType.TOLL_FREE, CallType.DIAL_OUT)
_OF_FEATURE = {
    "toll_numbers": CallType.TOLL,
    "toll_free_numbers": CallType.TOLL_FREE,
    "dial_out": CallType.DIAL_OUT,
}


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """The rates that were asked for, each with where it comes from."""
    organisation = await services.organisation(question.tenant) or Organisation(question.tenant)
    phone = parse(slots.phone_number, organisation.country) if slots.phone_number else None
    countries = _countries(slots, phone, organisation)
    if slots.phone_number and phone is None:
        return Answer("rates_ask", {"what": "number", "said": slots.phone_number}, Outcome.ASKED)
    if not countries and phone is None:
        return Answer("rates_ask", {"what": "country", "said": None}, Outcome.ASKED)
    asked = tuple(_asked(slots, countries, phone))
    today = question.now.date()
    beside: Sequence[Observed] = ()
    if len(countries) == 1 and not slots.period and refusal_of_money(question) is None:
        book, beside = await rate_book_and_charges(services, organisation, asked, today)
    else:
        book = await rate_book(services, organisation, asked, _day(slots, today))
    shown = view(slots, organisation, book, question.now, question.tenant == DEMO_TENANT, beside)
    shown["assumed"] = is_read_as_of_home(question.text, slots.phone_number, organisation.country)
    return Answer("rates", shown, follow_ups=tuple(_follow_ups(question, slots, shown)))


def view(
    slots: Slots,
    organisation: Organisation,
    book: RateBook,
    now: datetime,
    demo: bool,
    beside: Sequence[Observed] = (),
) -> dict[str, Any]:
    """What the card shows, for a country or a number that is known; `beside` is held against the own card."""
    phone = parse(slots.phone_number, organisation.country) if slots.phone_number else None
    countries = _countries(slots, phone, organisation)
    answers = [book.find(asked) for asked in _asked(slots, countries, phone)]
    step = organisation.billing_step_seconds
    found = rate_view.groups(answers, step, slots.minutes, beside)
    return {
        "countries": list(countries),
        "day": _day(slots, now.date()) if slots.period else None,
        "home": not slots.countries and phone is None,
        "number": rate_view.number(phone),
        "assumed": False,
        "call_type": _call_type(slots, phone),
        "line_type": slots.line_type,
        "minutes": slots.minutes,
        "groups": found,
        "unknown": [rate_view.row(one, step) for one in answers if one.fit is Fit.NONE],
        "billing_step_seconds": step,
        "sources": rate_view.sources(answers),
        "old": rate_view.outdated(answers, now.date()),
        "withdrawn": rate_view.withdrawn(book.withdrawn),
        "demo": demo and any(group["trust"] != Trust.STAND_IN for group in found),
        "as_of": now,
    }


def _day(slots: Slots, today: date) -> date:
    """The day whose rates are asked for: the last of a period that is over, else today."""
    period = read_period(slots.period)
    return min(period.last, today) if period else today


def _countries(slots: Slots, phone: PhoneNumber | None, organisation: Organisation) -> tuple[str, ...]:
    if phone:
        return (phone.country,) if phone.country else ()
    return slots.countries[:MOST_COUNTRIES] or ((organisation.country,) if organisation.country else ())


def _call_type(slots: Slots, phone: PhoneNumber | None) -> str | None:
    if slots.call_type:
        return slots.call_type
    if slots.feature in _OF_FEATURE:
        return str(_OF_FEATURE[slots.feature])
    return "dial_out" if phone or slots.line_type else None


def _asked(slots: Slots, countries: tuple[str, ...], phone: PhoneNumber | None) -> Iterator[Asked]:
    wanted = _call_type(slots, phone)
    call_types = (wanted,) if wanted else _CALL_TYPES
    for country in countries or (None,):
        for call_type in call_types:
            yield from _of_call_type(call_type, country, slots.line_type, phone)


def _of_call_type(
    call_type: str, country: str | None, line_type: str | None, phone: PhoneNumber | None
) -> Iterator[Asked]:
    if call_type != CallType.DIAL_OUT:
        caller = phone.line_type if phone and phone.line_type in ("landline", "mobile") else line_type
        yield Asked(call_type, country, caller)
    elif phone:
        yield Asked(call_type, country, phone.line_type, phone)
    else:
        for kind in (line_type,) if line_type else ("landline", "mobile"):
            yield Asked(call_type, country, kind)


def _follow_ups(question: Question, slots: Slots, shown: Mapping[str, Any]) -> Iterator[FollowUp]:
    countries = shown["countries"]
    for country in countries if len(countries) == 1 else ():
        if slots.call_type or slots.line_type or slots.phone_number:
            yield FollowUp("all_rates", "rates", {"countries": [country]}, names={"country": country})
        yield FollowUp("availability", "availability", {"countries": [country]}, names={"country": country})
    if any(group["trust"] == Trust.OWN for group in shown["groups"]):
        yield FollowUp("rate_changes", "rates", topic="changes")
    if shown["unknown"] or any(group["trust"] != Trust.OWN for group in shown["groups"]):
        yield FollowUp("where_rates", "how_to", topic="where_rates")
    if refusal_of_money(question) is None:
        yield FollowUp("balance", "balance")
