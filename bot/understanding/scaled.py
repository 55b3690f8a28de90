"""A meeting spoken of before, made larger or smaller: "double the people", "half as long"."""

from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from bot.understanding.reading import Leg, Slots
from bot.understanding.said import Said

_TIMES = {"double": Decimal(2), "half": Decimal("0.5")}


def scaling(said: Said) -> frozenset[str]:
    """What the text changes: double_people, half_people, double_time, half_time."""
    return frozenset(said.cues.scaled.find(said.text))


def scaled(slots: Slots, changes: frozenset[str]) -> Slots:
    """The meeting after these changes; a half that is no whole head count is rounded up."""
    for change in sorted(changes):
        times, _, what = change.partition("_")
        slots = _with_people(slots, _TIMES[times]) if what == "people" else _with_time(slots, _TIMES[times])
    return slots


def _with_people(slots: Slots, times: Decimal) -> Slots:
    if slots.legs:
        return replace(slots, legs=tuple(_scaled_leg(leg, times) for leg in slots.legs))
    return replace(slots, participants=_whole((slots.participants or 1) * times))


def _scaled_leg(leg: Leg, times: Decimal) -> Leg:
    return replace(leg, count=_whole(leg.count * times))


def _whole(people: Decimal) -> int:
    return max(1, int(people.to_integral_value(ROUND_CEILING)))


def _with_time(slots: Slots, times: Decimal) -> Slots:
    return slots if slots.minutes is None else replace(slots, minutes=slots.minutes * times)
