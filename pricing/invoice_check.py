"""Checking what was charged: each conference call rated again with the card in force at its start.

Pure, in integer micro-units. A report holds each charge at two decimals and its billing step is stated, not
proven, so a difference counts only beyond half a cent plus one step's price.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple

from pricing.money import CURRENCY_DIGITS, decimal, divide_half_up
from pricing.rate_card import RateCard, card_in_force
from pricing.rate_changes import asked_of
from pricing.rating import Fit, RateAnswer, billed_seconds, leg_micro_units, rate_from
from pricing.usage import COUNTED, NumberKind, UsageRecord

HALF_A_CENT = 5_000
MOST_DIFFERENCES = 10_000
"""Kept one by one; sums hold all."""


class Difference(NamedTuple):
    """A call that was charged otherwise than its card says."""

    record: UsageRecord
    card: str
    """Name of the rate card."""
    charged: int
    expected: int
    """Micro-units, the nearer end where the card gives several prices for a masked number."""

    @property
    def by(self) -> int:
        """Charged too much; negative for too little."""
        return self.charged - self.expected


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
    differences: list[Difference] = field(default_factory=list)
    """Largest first once `sorted_` was called."""

    def sorted_(self) -> "InvoiceCheck":
        """The same with its differences in order."""
        self.differences.sort(key=lambda one: (-abs(one.by), one.record.usage_id))
        return self


class InvoiceChecker:
    """Checks records one by one; the prices of each kind of call are looked up once."""

    def __init__(
        self, cards: Sequence[RateCard], currency: str, step_seconds: int, charge_includes_fee: bool
    ) -> None:
        self._cards = cards
        self._step_seconds = step_seconds
        self._includes_fee = charge_includes_fee
        self._answers: dict[tuple[date, str, str, str], RateAnswer | None] = {}
        self.found = InvoiceCheck(currency)

    def add(self, record: UsageRecord) -> None:
        """Check a record; those that are no conference calls, or draw on no credits, are passed over."""
        if record.number_kind == NumberKind.NO_CONFERENCE:
            return
        if record.capability == "FREECALL":
            self.found.free += 1
        elif record.capability in COUNTED:
            self._check(record)

    def _check(self, record: UsageRecord) -> None:
        found = self.found
        if record.currency != found.currency:
            found.other_currencies[record.currency] = found.other_currencies.get(record.currency, 0) + 1
            return
        day = datetime.fromtimestamp(record.started_at, UTC).date()
        card = card_in_force(self._cards, day)
        answer = self._answer(record, card) if card is not None else None
        if card is None or answer is None or card.currency != found.currency:
            found.without_rate += 1
            return
        self._compare(record, card, answer)

    def _compare(self, record: UsageRecord, card: RateCard, answer: RateAnswer) -> None:
        charged = record.charge_micro_units + (0 if self._includes_fee else record.fee_micro_units)
        seconds = billed_seconds(record.duration_seconds, self._step_seconds)
        low = leg_micro_units(seconds, answer.low_micro_units, answer.low_fee_micro_units)
        high = leg_micro_units(seconds, answer.high_micro_units, answer.high_fee_micro_units)
        expected = min(max(charged, low), high)
        found = self.found
        found.checked += 1
        found.charged += charged
        found.expected += expected
        if abs(charged - expected) <= HALF_A_CENT + _step_price(answer, self._step_seconds):
            found.agreeing += 1
            return
        found.differing += 1
        found.too_much += max(0, charged - expected)
        found.too_little += max(0, expected - charged)
        if len(found.differences) < MOST_DIFFERENCES:
            found.differences.append(Difference(record, card.name, charged, expected))

    def _answer(self, record: UsageRecord, card: RateCard) -> RateAnswer | None:
        key = (card.effective_on, record.number_kind, record.country, record.destination_number)
        if key not in self._answers:
            asked = asked_of(record)
            answer = rate_from(asked, card) if asked else None
            self._answers[key] = answer if answer is not None and answer.fit is not Fit.NONE else None
        return self._answers[key]


def _step_price(answer: RateAnswer, step_seconds: int) -> int:
    return divide_half_up(answer.high_micro_units * step_seconds, 60)


_COLUMNS: Sequence[tuple[str, Callable[[Difference], object]]] = (
    ("UsageId", lambda one: one.record.usage_id),
    ("Start Time", lambda one: datetime.fromtimestamp(one.record.started_at, UTC).isoformat()),
    ("Call Type", lambda one: one.record.call_type),
    ("Number Kind", lambda one: one.record.number_kind),
    ("Country", lambda one: one.record.country),
    ("Destination Number", lambda one: one.record.destination_number),
    ("UPN", lambda one: one.record.user_principal_name),
    ("Duration Seconds", lambda one: one.record.duration_seconds),
    ("Charged", lambda one: _amount(one.charged, one.record.currency)),
    ("Expected", lambda one: _amount(one.expected, one.record.currency)),
    ("Difference", lambda one: _amount(one.by, one.record.currency)),
    ("Currency", lambda one: one.record.currency),
    ("Rate Card", lambda one: one.card),
)


def differences_csv(differences: Iterable[Difference]) -> str:
    """The differences as a CSV; text that begins like a formula gets an apostrophe, so that none runs."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([name for name, _ in _COLUMNS])
    writer.writerows([inert(str(value(one))) for _, value in _COLUMNS] for one in differences)
    return text.getvalue()


_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def inert(cell: str) -> str:
    """A cell that a spreadsheet shows and does not calculate; plain numbers stay numbers."""
    if cell.startswith("-") and cell[1:].replace(".", "", 1).isdecimal():
        return cell
    return f"'{cell}" if cell.lstrip().startswith(_STARTS_A_FORMULA) else cell


def _amount(micro_units: int, currency: str) -> str:
    return str(decimal(micro_units, CURRENCY_DIGITS[currency]))
