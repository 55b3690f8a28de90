"""A price that is asked for, what the lists answer, and what own calls were charged; plain values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pricing.catalog import Source
from pricing.money import divide_half_up
from pricing.phone_numbers import PhoneNumber
from pricing.rate_card import RateCard, Trust

OBSERVED_CALLS_AT_LEAST = 20
OBSERVED_MINUTES_AT_LEAST = 60
OBSERVED_DAYS = 90
"""Fewer or older calls are no observation: the report rounds each charge to two decimals."""


class Fit(StrEnum):
    """How well a list answers what was asked."""

    EXACT = "exact"
    RANGE = "range"
    """Several prices, by number: the number would tell."""
    GENERAL = "general"
    """Only the price of the bare country prefix; for a mobile it is not the mobile price."""
    NONE = "none"
    """No rate known."""


@dataclass(frozen=True)
class Observed:
    """What the organisation's own calls of one kind were charged."""

    call_type: str
    country: str
    line_type: str | None
    """landline or mobile; None when the records do not tell."""
    calls: int
    billed_seconds: int
    charge_micro_units: int
    """Charges without connection fees."""
    fees_micro_units: int
    currency: str
    first_day: date
    last_day: date

    @property
    def suffices(self) -> bool:
        """Whether there are enough calls to speak of a price."""
        return (
            self.calls >= OBSERVED_CALLS_AT_LEAST
            and self.billed_seconds >= 60 * OBSERVED_MINUTES_AT_LEAST
            and self.charge_micro_units > 0
        )

    @property
    def per_minute_micro_units(self) -> int:
        """Charges over billed minutes, half up."""
        return divide_half_up(60 * self.charge_micro_units, self.billed_seconds)


@dataclass(frozen=True)
class Asked:
    """What a price is asked for: one way to call, in one country or to one number."""

    call_type: str
    country: str | None
    line_type: str | None = None
    number: PhoneNumber | None = None
    """A number to be called; it outweighs the line type."""
    origin: str | None = None
    """Dial-in: where the caller is; None for the country of the number."""


@dataclass(frozen=True)
class RateAnswer:
    """What is known of a price. With `Fit.NONE` everything but what was asked is empty."""

    asked: Asked
    fit: Fit
    trust: Trust | None = None
    currency: str | None = None
    low_micro_units: int = 0
    high_micro_units: int = 0
    """Per minute; equal but for a range."""
    low_fee_micro_units: int = 0
    high_fee_micro_units: int = 0
    """Connection fee per call."""
    prefixes: tuple[str, ...] = ()
    """The prefixes that matched, the first few."""
    prefix_count: int = 0
    destination: str | None = None
    """As the list names it, when it is one."""
    number_type: str | None = None
    """A NumberType: what kind of phone the matched rate is for, when it is one."""
    starting_at: bool = False
    card: RateCard | None = None
    observed: Observed | None = None

    @property
    def source(self) -> Source | None:
        """The list's source for this way to call."""
        return self.card.sources.get(self.asked.call_type) if self.card else None

    @property
    def lacks_mobile_price(self) -> bool:
        """A mobile was asked for, and the list only has a price that is not for mobiles."""
        number = self.asked.number
        mobile = self.asked.line_type == "mobile" or (number is not None and number.line_type == "mobile")
        return self.fit is Fit.GENERAL and mobile

    @property
    def at_least(self) -> bool:
        """The true price may be higher than `low_micro_units`."""
        return self.fit in (Fit.RANGE, Fit.NONE) or self.lacks_mobile_price or self.starting_at


def agree(charged: Observed, answer: RateAnswer) -> bool:
    """Whether calls were charged what a list says, within two in a hundred: reports round each charge."""
    if charged.currency != answer.currency:
        return False
    price = 100 * charged.per_minute_micro_units
    return 98 * answer.low_micro_units <= price <= 102 * answer.high_micro_units
