"""Which way to join costs the organisation least, per country and kind of phone, and who can use it.

Only the organisation's own prices (its card, or what its calls were charged) are compared: on the stand-in
list toll-free is dearer than toll everywhere, on the one real card known it was cheaper.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pricing.catalog import TollFreeAccess
from pricing.metering import leg_micro_units
from pricing.rate_answer import Asked, Fit, RateAnswer
from pricing.rate_card import CallType, Trust
from pricing.rating import RateBook

WAYS = (CallType.TOLL, CallType.TOLL_FREE, CallType.DIAL_OUT)
LINES = ("landline", "mobile")
FEWEST_COMPARED = 2


class Reach(StrEnum):
    """Whether a phone of one kind can use a way to join."""

    YES = "yes"
    NO = "no"
    RESTRICTED = "restricted"
    """From some networks only."""
    UNKNOWN = "unknown"


class WhyNot(StrEnum):
    """Why the ways to join are not compared."""

    STAND_IN = "stand_in"
    """Fewer than two ways have a price of the organisation's own, and a stand-in price decides nothing."""
    NO_RATE = "no_rate"
    """Nothing is known at all."""
    CURRENCIES = "currencies"
    """Own prices in different currencies."""
    BY_NUMBER = "by_number"
    """A price depends on the number, and the spans overlap."""


@dataclass(frozen=True)
class Option:
    """One way to join, for one kind of phone."""

    call_type: str
    line_type: str
    reach: Reach
    answer: RateAnswer


@dataclass(frozen=True)
class Choice:
    """The ways to join for one kind of phone in one country."""

    line_type: str
    options: tuple[Option, ...]
    best: str | None
    """The cheapest way that such a phone can use, of those with own prices; None if they are not compared."""
    partial: bool
    """A way that such a phone can use has no own price."""
    why_not: WhyNot | None


def choices(
    country: str, book: RateBook, toll_free: Iterable[TollFreeAccess], seconds: int
) -> tuple[Choice, ...]:
    """One choice per kind of phone; calls of so many billed seconds are compared, so that fees count."""
    access = tuple(toll_free)
    return tuple(_choice(country, line_type, book, access, seconds) for line_type in LINES)


def _choice(
    country: str, line_type: str, book: RateBook, access: tuple[TollFreeAccess, ...], seconds: int
) -> Choice:
    options = tuple(
        Option(way, line_type, _reach(way, line_type, access), book.find(Asked(way, country, line_type)))
        for way in WAYS
    )
    usable = [one for one in options if one.reach is not Reach.NO]
    own = [one for one in usable if one.answer.trust in (Trust.OWN, Trust.OBSERVED)]
    why_not = _why_not(usable, own, seconds)
    best = None if why_not else min(own, key=lambda one: _span(one.answer, seconds)[1]).call_type
    return Choice(line_type, options, best, len(own) < len(usable), why_not)


def _reach(way: str, line_type: str, access: tuple[TollFreeAccess, ...]) -> Reach:
    """Any phone can call a toll number and be called; toll-free numbers have their limits."""
    if way != CallType.TOLL_FREE:
        return Reach.YES
    said = {one.fixed_line if line_type == "landline" else one.mobile for one in access}
    if not said:
        return Reach.UNKNOWN
    return Reach(said.pop()) if len(said) == 1 else Reach.RESTRICTED


def _why_not(usable: list[Option], own: list[Option], seconds: int) -> WhyNot | None:
    if all(one.answer.fit is Fit.NONE for one in usable):
        return WhyNot.NO_RATE
    if len(own) < FEWEST_COMPARED:
        return WhyNot.STAND_IN
    if len({one.answer.currency for one in own}) > 1:
        return WhyNot.CURRENCIES
    spans = sorted((_span(one.answer, seconds) for one in own), key=lambda span: span[1])
    overlaps = any(low < spans[0][1] for low, _ in spans[1:])
    return WhyNot.BY_NUMBER if overlaps else None


def _span(answer: RateAnswer, seconds: int) -> tuple[int, int]:
    """Least and most that such a call costs."""
    low = leg_micro_units(seconds, answer.low_micro_units, answer.low_fee_micro_units)
    return low, leg_micro_units(seconds, answer.high_micro_units, answer.high_fee_micro_units)
