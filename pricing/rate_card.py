"""A rate card: every rate of one product in one currency, in force from one day.

A rate says what a minute costs on one way to call (toll, toll-free, dial-out) to one destination.
Destinations are E.164 prefixes, and the longest prefix of a number wins; dial-in rates go by the country of
the number that is called.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from pricing.catalog import Source


class CallType(StrEnum):
    """How a phone joins: it calls a toll or a toll-free number, or the meeting calls it."""

    TOLL = "toll"
    TOLL_FREE = "toll_free"
    DIAL_OUT = "dial_out"


class NumberType(StrEnum):
    """The kinds of phone that a rate covers."""

    ALL = "all"
    LANDLINE = "landline"
    MOBILE = "mobile"
    PREMIUM = "premium"
    SPECIAL = "special"
    """Neither landline nor mobile: toll-free, corporate, internet telephony."""
    GENERAL = "general"
    """The bare country prefix of a list that gives no kind of its own for it."""


class Trust(StrEnum):
    """Where a price comes from, most trusted first."""

    OWN = "own"
    OBSERVED = "observed"
    STAND_IN = "stand_in"


class Rate(NamedTuple):
    """A price per minute; a plain tuple, for a list holds thousands."""

    call_type: str
    """A CallType."""
    country: str | None
    """ISO 3166-1: what is called, or where the number is that is dialled in to. None for no country's."""
    prefix: str
    """E.164 digits; empty for dial-in."""
    destination: str
    """As the list names it."""
    number_type: str
    """A NumberType: the phone that is called, or that calls in."""
    per_minute_micro_units: int
    connection_fee_micro_units: int = 0
    origin: str | None = None
    """Dial-in: the caller's country, ISO 3166-1; None for any."""
    starting_at: bool = False
    """The list says "starting at": the price is the lowest of several."""


@dataclass(frozen=True)
class RateCard:
    """All rates of one list. Rates of one currency only, each destination once."""

    name: str
    currency: str
    """ISO 4217."""
    effective_on: date
    """First day, in UTC, on which calls are charged by it."""
    rates: tuple[Rate, ...]
    trust: Trust = Trust.OWN
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Source by call type, for lists that have several."""

    def of_country(self, call_type: str, country: str) -> tuple[Rate, ...]:
        """Every rate of one way to call in one country, in the list's order."""
        return tuple(self._by_country.get((call_type, country), ()))

    def longest_match(self, digits: str, number_types: Iterable[str] | None = None) -> tuple[Rate, ...]:
        """Dial-out rates of the longest prefix of an E.164 number, of these kinds only if any are named."""
        wanted = None if number_types is None else frozenset(number_types)
        for length in range(min(len(digits), self._longest_prefix), 0, -1):
            rates = self._by_prefix.get(digits[:length], ())
            fitting = tuple(rate for rate in rates if wanted is None or rate.number_type in wanted)
            if fitting:
                return fitting
        return ()

    def continuing(self, digits: str) -> tuple[Rate, ...]:
        """Dial-out rates whose prefix begins with these digits and is longer."""
        return tuple(
            rate
            for prefix, rates in self._by_prefix.items()
            if len(prefix) > len(digits) and prefix.startswith(digits)
            for rate in rates
        )

    @cached_property
    def _by_prefix(self) -> dict[str, list[Rate]]:
        found: dict[str, list[Rate]] = {}
        for rate in self.rates:
            if rate.prefix and rate.call_type == CallType.DIAL_OUT:
                found.setdefault(rate.prefix, []).append(rate)
        return found

    @cached_property
    def _by_country(self) -> dict[tuple[str, str], list[Rate]]:
        found: dict[tuple[str, str], list[Rate]] = {}
        for rate in self.rates:
            if rate.country:
                found.setdefault((rate.call_type, rate.country), []).append(rate)
        return found

    @cached_property
    def _longest_prefix(self) -> int:
        return max(map(len, self._by_prefix), default=0)


class WithdrawnCard(NamedTuple):
    """A card that was taken back: it would answer, and does not any more."""

    name: str
    effective_on: date
    withdrawn_on: date
    """UTC."""


def card_in_force(cards: Iterable[RateCard], day: date) -> RateCard | None:
    """The card that calls of this day are charged by: the newest in force, the later of two equals."""
    in_force = [card for card in cards if card.effective_on <= day]
    return max(reversed(in_force), key=lambda card: card.effective_on, default=None)
