"""Rates as plain data for a card: what every card that shows a price shows of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pricing.metering import billed_minutes, billed_seconds, leg_micro_units
from pricing.money import CURRENCY_DIGITS, Money, decimal, divide_half_up
from pricing.phone_numbers import PhoneNumber
from pricing.rate_answer import Fit, Observed, RateAnswer, agree
from pricing.rate_card import CallType, Trust, WithdrawnCard
from pricing.rating import rate_observed

TENTH_OF_A_MILL = 100
"""Micro-units: finer, what calls were charged per minute says nothing, for each charge was rounded."""
TRUSTS = (Trust.OWN, Trust.OBSERVED, Trust.STAND_IN)


def groups(
    answers: Iterable[RateAnswer],
    step_seconds: int,
    minutes: Decimal | None,
    beside: Sequence[Observed] = (),
) -> list[Any]:
    """The rates that are known, by where they come from, most trusted first.

    `beside`: what own calls were charged, to be held against the organisation's own card.
    """
    known = [answer for answer in answers if answer.fit is not Fit.NONE]
    return [
        _group([answer for answer in known if answer.trust is trust], step_seconds, minutes, beside)
        for trust in TRUSTS
        if any(answer.trust is trust for answer in known)
    ]


def _group(
    answers: list[RateAnswer], step_seconds: int, minutes: Decimal | None, beside: Sequence[Observed]
) -> dict[str, Any]:
    rows = [row(answer, step_seconds, minutes) | {"charged": _charged(answer, beside)} for answer in answers]
    call_types = {answer.asked.call_type for answer in answers}
    return {
        "trust": str(answers[0].trust),
        "card": card(answers[0]),
        "rows": rows,
        "dial_in": bool(call_types - {CallType.DIAL_OUT}),
        "dial_out": CallType.DIAL_OUT in call_types,
        "toll_and_toll_free": {CallType.TOLL, CallType.TOLL_FREE} <= call_types,
        "ranges": any(
            answer.fit is Fit.RANGE and answer.asked.call_type == CallType.DIAL_OUT for answer in answers
        ),
    }


def row(answer: RateAnswer, step_seconds: int, minutes: Decimal | None = None) -> dict[str, Any]:
    """One price."""
    asked = answer.asked
    number_type = asked.number.line_type if asked.number else asked.line_type
    shown: dict[str, Any] = {
        "country": asked.country,
        "call_type": str(asked.call_type),
        "line_type": number_type,
        "fit": str(answer.fit),
        "lacks_mobile_price": answer.lacks_mobile_price,
        "starting_at": answer.starting_at,
        "prefix": answer.prefixes[0] if len(answer.prefixes) == 1 else None,
        "destination": answer.destination,
        "number_type": answer.number_type,
        "observed": observed(answer),
        "amounts": None,
    }
    return shown | _prices(answer) | _amounts(answer, step_seconds, minutes)


def _prices(answer: RateAnswer) -> dict[str, Any]:
    if answer.currency is None:
        return {"low": None, "high": None, "fee_low": None, "fee_high": None}
    fees = None if not answer.high_fee_micro_units else answer.high_fee_micro_units
    return {
        "low": rate(answer.low_micro_units, answer.currency),
        "high": rate(answer.high_micro_units, answer.currency),
        "fee_low": money(answer.low_fee_micro_units, answer.currency) if fees else None,
        "fee_high": money(answer.high_fee_micro_units, answer.currency) if fees else None,
    }


def _amounts(answer: RateAnswer, step_seconds: int, minutes: Decimal | None) -> dict[str, Any]:
    """What a call of so many minutes costs, least and most."""
    if minutes is None or answer.currency is None:
        return {}
    seconds = billed_seconds(duration_seconds(minutes), step_seconds)
    low = leg_micro_units(seconds, answer.low_micro_units, answer.low_fee_micro_units)
    high = leg_micro_units(seconds, answer.high_micro_units, answer.high_fee_micro_units)
    amounts = {
        "minutes": billed_minutes(duration_seconds(minutes), step_seconds),
        "low": money(low, answer.currency),
        "high": money(high, answer.currency),
    }
    return {"amounts": amounts}


def duration_seconds(minutes: Decimal) -> int:
    """Whole seconds of a length said in minutes; a part of a second counts whole."""
    return int(-(-(minutes * 60) // 1))


def observed(answer: RateAnswer) -> dict[str, Any] | None:
    """How many calls an observed rate rests on, and from which days."""
    seen = answer.observed
    if seen is None:
        return None
    return {"calls": seen.calls, "first_day": seen.first_day, "last_day": seen.last_day}


def _charged(answer: RateAnswer, beside: Sequence[Observed]) -> dict[str, Any] | None:
    """What own calls were charged beside the card's price; None where too few calls tell."""
    seen = rate_observed(answer.asked, beside) if answer.trust is Trust.OWN else None
    if seen is None or seen.observed is None or seen.currency is None:
        return None
    return {
        "rate": rate(divide_half_up(seen.low_micro_units, TENTH_OF_A_MILL) * TENTH_OF_A_MILL, seen.currency),
        "agrees": agree(seen.observed, answer),
        **(observed(seen) or {}),
    }


def card(answer: RateAnswer) -> dict[str, Any] | None:
    """The list that a price stands on."""
    if answer.card is None:
        return None
    return {"name": answer.card.name, "effective_on": answer.card.effective_on, "currency": answer.currency}


def withdrawn(card: WithdrawnCard | None) -> dict[str, Any] | None:
    """A card that would have answered, had it not been taken back."""
    return card._asdict() if card else None


def number(phone: PhoneNumber | None) -> dict[str, Any] | None:
    """A phone number as understood."""
    if phone is None:
        return None
    return {
        "e164": phone.e164,
        "country": phone.country,
        "line_type": phone.line_type,
        "masked": phone.masked,
    }


def sources(answers: Iterable[RateAnswer]) -> list[Mapping[str, Any]]:
    """Each source once, in the order of the prices."""
    found = {one.source.url: one.source for one in answers if one.source}
    return [{"title": one.title, "url": one.url, "date": one.date} for one in found.values()]


def outdated(answers: Iterable[RateAnswer], today: date) -> bool:
    """Whether a source is more than two years old."""
    return any((today - one.source.date).days > 2 * 365 for one in answers if one.source)


def rate(micro_units: int, currency: str) -> dict[str, Any]:
    """A price per minute, in full and with at least a digit more than amounts have."""
    return {"amount": decimal(micro_units, CURRENCY_DIGITS[currency] + 1), "currency": currency}


def money(micro_units: int, currency: str) -> dict[str, Any]:
    """An amount, rounded half up to the currency's digits."""
    rounded = Money(micro_units, currency).rounded()
    return {"amount": rounded.amount, "currency": currency}
