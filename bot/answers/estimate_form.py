"""The parts of an estimate: those that the question names, and those that a form adds."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.understanding.reading import Leg, Slots
from pricing.country_codes import COUNTRY_CODES
from pricing.estimate import MEETINGS_A_YEAR
from pricing.organisation import Organisation
from pricing.phone_numbers import parse
from pricing.rate_card import CallType

MOST_LEGS = 12
MOST_CALLERS = 100_000
LONGEST_MINUTES = Decimal(1440)
"""A meeting ends within a day."""
_CALL_TYPES = tuple(str(one) for one in CallType)


def planned_legs(slots: Slots, organisation: Organisation) -> tuple[Leg, ...]:
    """The groups of callers; a count of 0 stands for one that is not known."""
    if slots.legs:
        return tuple(
            replace(leg, country=leg.country or organisation.country) for leg in slots.legs[:MOST_LEGS]
        )
    phone = parse(slots.phone_number, organisation.country) if slots.phone_number else None
    call_type = slots.call_type or ("dial_out" if phone or _one_call(slots) else None)
    line_type = phone.line_type if phone and phone.line_type in ("landline", "mobile") else slots.line_type
    single = 1 if call_type == "dial_out" else 0
    count = slots.participants or single
    countries = (phone.country,) if phone else slots.countries or (organisation.country,)
    if len(countries) > 1:
        count = 0 if slots.participants else single
    return tuple(Leg(count, country, call_type, line_type) for country in countries[:MOST_LEGS])


def _one_call(slots: Slots) -> bool:
    """Minutes "to a French mobile", with nobody counted, are one call out."""
    return slots.feature == "dial_out" or (slots.line_type is not None and slots.participants is None)


def missing(slots: Slots, legs: tuple[Leg, ...]) -> set[str]:
    """Names of the form's fields that must be filled."""
    found = set() if slots.minutes else {"minutes"}
    for at, leg in enumerate(legs):
        known = {"count": leg.count, "country": leg.country or slots.phone_number, "call_type": leg.call_type}
        found |= {f"{name}_{at}" for name, value in known.items() if not value}
    return found


def filled(slots: Slots, legs: tuple[Leg, ...], data: Mapping[str, Any]) -> tuple[Slots, tuple[str, ...]]:
    """What was known, joined by the form's fields; names of the fields that cannot be taken."""
    faults: list[str] = []
    minutes = _number(data.get("minutes"), LONGEST_MINUTES, "minutes", faults) or slots.minutes
    every = str(data.get("every") or slots.every or "")
    legs_filled = tuple(_filled_leg(at, leg, data, faults) for at, leg in enumerate(legs))
    known = replace(
        slots,
        minutes=minutes,
        every=every if every in MEETINGS_A_YEAR else None,
        legs=legs_filled,
        participants=None,
    )
    countries = tuple(dict.fromkeys(leg.country for leg in legs_filled if leg.country))
    return replace(known, countries=countries, call_type=None, line_type=None), tuple(dict.fromkeys(faults))


def _filled_leg(at: int, leg: Leg, data: Mapping[str, Any], faults: list[str]) -> Leg:
    count = _number(data.get(f"count_{at}"), Decimal(MOST_CALLERS), f"count_{at}", faults)
    country = str(data.get(f"country_{at}") or "")
    call_type = str(data.get(f"call_type_{at}") or "")
    line_type = str(data.get(f"line_type_{at}") or "")
    return Leg(
        count=int(count) if count else leg.count,
        country=country if country in COUNTRY_CODES else leg.country,
        call_type=call_type if call_type in _CALL_TYPES else leg.call_type,
        line_type=line_type if line_type in ("landline", "mobile") else leg.line_type,
    )


def _number(written: Any, most: Decimal, fault: str, faults: list[str]) -> Decimal | None:
    text = str(written if written is not None else "").strip().replace(",", ".")
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal(0)
    if number.is_finite() and 0 < number <= most and (fault == "minutes" or number == int(number)):
        return number
    faults.append(fault)
    return None
