"""An estimate as plain data for its card, and the form that asks for its missing parts."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.answers import rate_view
from bot.understanding.reading import Leg, Slots
from pricing.estimate import Estimate, LegsCost, Total, same_cost, with_step
from pricing.metering import billed_minutes
from pricing.organisation import BILLING_STEPS_SECONDS
from pricing.rate_answer import Fit
from pricing.rate_card import CallType, Trust


def legs(found: Estimate) -> list[dict[str, Any]]:
    """The groups of legs with what each costs for one meeting."""
    return [_leg(one, found) for one in found.legs]


def _leg(one: LegsCost, found: Estimate) -> dict[str, Any]:
    minutes = billed_minutes(found.duration_seconds, found.step_seconds)
    priced = one.answer.currency is not None
    return rate_view.row(one.answer, found.step_seconds) | {
        "count": one.planned.count,
        "minutes": minutes,
        "leg_minutes": one.planned.count * minutes,
        "trust": str(one.answer.trust) if one.answer.trust else None,
        "amount": _span(one.low, one.high, str(one.answer.currency)) if priced else None,
        "at_least": one.at_least,
    }


def totals(found: Estimate) -> list[dict[str, Any]]:
    """The sums per currency: one meeting, and a month and a year of them."""
    return [
        total(one)
        | {
            "month": total(month) if (month := found.a_month(one)) else None,
            "year": total(year) if (year := found.a_year(one)) else None,
        }
        for one in found.totals
    ]


def total(one: Total) -> dict[str, Any]:
    """A sum, or the span of one."""
    return {**_span(one.low, one.high, one.currency), "currency": one.currency, "at_least": one.at_least}


def other_step(found: Estimate) -> dict[str, Any] | None:
    """The same meeting metered in the other step, where that makes a difference."""
    (step,) = (one for one in BILLING_STEPS_SECONDS if one != found.step_seconds)
    other = with_step(found, step)
    if same_cost(found.totals, other.totals):
        return None
    return {
        "step_seconds": step,
        "minutes": billed_minutes(other.duration_seconds, step),
        "totals": [total(one) for one in other.totals],
    }


def cards(found: Estimate) -> list[dict[str, Any]]:
    """The organisation's own cards that prices stand on."""
    shown = [rate_view.card(leg.answer) for leg in found.legs if leg.answer.trust is Trust.OWN]
    return [card for at, card in enumerate(shown) if card and card not in shown[:at]]


def remarks(found: Estimate) -> dict[str, bool]:
    """What limits the estimate."""
    return {
        "unknown": any(leg.answer.fit is Fit.NONE for leg in found.legs),
        "lacks_mobile": any(leg.answer.lacks_mobile_price for leg in found.legs),
        "ranges": any(leg.answer.fit is Fit.RANGE for leg in found.legs),
        "currencies": len(found.totals) > 1,
        "stand_in": any(leg.answer.trust is Trust.STAND_IN for leg in found.legs),
        "stand_in_dial_in": any(
            leg.answer.trust is Trust.STAND_IN and leg.answer.asked.call_type != CallType.DIAL_OUT
            for leg in found.legs
        ),
    }


def form(
    slots: Slots,
    parts: Sequence[Leg],
    countries: Iterable[str],
    asks: Collection[str],
    faults: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What the form shows: the legs as far as known, what is asked of each, and what cannot be taken."""
    known = {name: value for name, value in slots.as_json().items() if value not in (None, [])}
    return {
        "legs": [_asked_leg(at, leg, asks) for at, leg in enumerate(parts)],
        "minutes": _plain(slots.minutes),
        "ask_minutes": "minutes" in asks,
        "every": slots.every,
        "countries": sorted(countries),
        "faults": {name: _whole(typed) for name, typed in (faults or {}).items()},
        "slots": known,
    }


def _asked_leg(at: int, leg: Leg, asks: Collection[str]) -> dict[str, Any]:
    names = ("count", "country", "call_type", "line_type")
    known = {name: getattr(leg, name) or None for name in names}
    return {"index": at, **known, "asks": [name for name in names if f"{name}_{at}" in asks]}


def _whole(typed: Any) -> int | None:
    """What was typed, if a field for numbers can show it."""
    text = str(typed).strip()
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else None


def _plain(minutes: Decimal | None) -> str | None:
    return None if minutes is None else str(minutes)


def _span(low: int, high: int, currency: str) -> dict[str, Any]:
    return {"low": rate_view.money(low, currency), "high": rate_view.money(high, currency)}
