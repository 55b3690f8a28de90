"""Checking what was charged: each conference call rated again with the card in force at its start.

Pure, in integer micro-units. A report holds each charge at two decimals and its billing step is stated, not
proven, so a difference counts only beyond half a cent plus one step's price.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NamedTuple

from pricing.drawing import DAY_SECONDS
from pricing.metering import billed_seconds, leg_micro_units
from pricing.money import divide_half_up
from pricing.rate_answer import Fit, RateAnswer
from pricing.rate_card import RateCard, card_in_force
from pricing.rate_changes import asked_of
from pricing.rating import rate_from
from pricing.usage import COUNTED, NumberKind, UsageRecord

HALF_A_CENT = 5_000
MOST_FINDINGS = 10_000
"""Of a kind, kept one by one; sums hold all."""


class Reason(StrEnum):
    """Why a call is told."""

    DIFFERS = "differs"
    NO_RATE = "no_rate"
    """No card was in force, it has no such rate, or the kind of number is not known."""
    FREE = "free"
    """FREECALL: Microsoft could not price the call."""
    OTHER_CURRENCY = "other_currency"


class Finding(NamedTuple):
    """A call that was charged otherwise than its card says, or that cannot be held against one."""

    record: UsageRecord
    reason: Reason
    charged: int
    """Micro-units."""
    expected: int | None = None
    """The nearer end where the card gives several prices for a masked number; None without a rate."""
    card: str | None = None
    """Name of the rate card."""

    @property
    def by(self) -> int:
        """Charged too much; negative for too little, 0 without a rate."""
        return 0 if self.expected is None else self.charged - self.expected


@dataclass
class InvoiceCheck:
    """What the calls of a period showed."""

    currency: str
    """The card's; calls in others are not checked."""
    checked: int = 0
    agreeing: int = 0
    charged: int = 0
    """Of the checked calls, micro-units."""
    expected: int = 0
    too_much: int = 0
    """Sum of differences upwards, micro-units."""
    too_little: int = 0
    """Sum of differences downwards, micro-units, positive."""
    differing: int = 0
    without_rate: int = 0
    free: int = 0
    """FREECALL: Microsoft could not price the call."""
    other_currencies: dict[str, int] = field(default_factory=dict)
    """Calls by currency."""
    differences: list[Finding] = field(default_factory=list)
    """Largest first once `sorted_` was called."""
    others: list[Finding] = field(default_factory=list)
    """What could not be checked, in the order of the calls."""

    def sorted_(self) -> "InvoiceCheck":
        """The same with its differences in order."""
        self.differences.sort(key=lambda one: (-abs(one.by), one.record.usage_id))
        return self


class _Price(NamedTuple):
    """What a call is held against, looked up once for all calls of its kind to its number."""

    low: int
    low_fee: int
    high: int
    high_fee: int
    differ: bool
    tolerance: int
    """Micro-units that are rounding."""
    card: str


class InvoiceChecker:
    """Checks records one by one; the prices of each kind of call are looked up once."""

    def __init__(
        self, cards: Sequence[RateCard], currency: str, step_seconds: int, charge_includes_fee: bool
    ) -> None:
        self._cards = cards
        self._step_seconds = step_seconds
        self._includes_fee = charge_includes_fee
        self._prices: dict[tuple[date, str, str, str], _Price | None] = {}
        self._cards_by_day: dict[int, RateCard | None] = {}
        self.found = InvoiceCheck(currency)

    def add(self, record: UsageRecord) -> Finding | None:
        """Check a record and tell what was found; calls outside meetings or credits are passed over."""
        if record.number_kind == NumberKind.NO_CONFERENCE:
            return None
        if record.capability == "FREECALL":
            self.found.free += 1
            return self._other(record, Reason.FREE)
        return self._check(record) if record.capability in COUNTED else None

    def _check(self, record: UsageRecord) -> Finding | None:
        found = self.found
        if record.currency != found.currency:
            found.other_currencies[record.currency] = found.other_currencies.get(record.currency, 0) + 1
            return self._other(record, Reason.OTHER_CURRENCY)
        price = self._price(record)
        if price is None:
            found.without_rate += 1
            return self._other(record, Reason.NO_RATE)
        return self._compare(record, price)

    def _compare(self, record: UsageRecord, price: _Price) -> Finding | None:
        charged = self._charged(record)
        seconds = billed_seconds(record.duration_seconds, self._step_seconds)
        low = leg_micro_units(seconds, price.low, price.low_fee)
        high = leg_micro_units(seconds, price.high, price.high_fee) if price.differ else low
        expected = low if charged < low else high if charged > high else charged
        found = self.found
        found.checked += 1
        found.charged += charged
        found.expected += expected
        if abs(charged - expected) <= price.tolerance:
            found.agreeing += 1
            return None
        found.differing += 1
        found.too_much += max(0, charged - expected)
        found.too_little += max(0, expected - charged)
        finding = Finding(record, Reason.DIFFERS, charged, expected, price.card)
        return _kept(finding, found.differences)

    def _other(self, record: UsageRecord, reason: Reason) -> Finding:
        return _kept(Finding(record, reason, self._charged(record)), self.found.others)

    def _charged(self, record: UsageRecord) -> int:
        return record.charge_micro_units + (0 if self._includes_fee else record.fee_micro_units)

    def _price(self, record: UsageRecord) -> _Price | None:
        card = self._card(record.started_at // DAY_SECONDS)
        if card is None:
            return None
        key = (card.effective_on, record.number_kind, record.country, record.destination_number)
        if key not in self._prices:
            self._prices[key] = self._looked_up(record, card)
        return self._prices[key]

    def _card(self, day: int) -> RateCard | None:
        if day not in self._cards_by_day:
            card = card_in_force(self._cards, datetime.fromtimestamp(day * DAY_SECONDS, UTC).date())
            self._cards_by_day[day] = card if card and card.currency == self.found.currency else None
        return self._cards_by_day[day]

    def _looked_up(self, record: UsageRecord, card: RateCard) -> _Price | None:
        asked = asked_of(record)
        answer = rate_from(asked, card) if asked else None
        if answer is None or answer.fit is Fit.NONE:
            return None
        low = answer.low_micro_units, answer.low_fee_micro_units
        high = answer.high_micro_units, answer.high_fee_micro_units
        tolerance = HALF_A_CENT + _step_price(answer, self._step_seconds)
        return _Price(*low, *high, low != high, tolerance, card.name)


def _kept(finding: Finding, among: list[Finding]) -> Finding:
    if len(among) < MOST_FINDINGS:
        among.append(finding)
    return finding


def _step_price(answer: RateAnswer, step_seconds: int) -> int:
    return divide_half_up(answer.high_micro_units * step_seconds, 60)
