"""One entry of the ledger: a top-up, an adjustment or an assertion, as a person recorded it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum

from pricing.errors import LedgerError, MoneyError
from pricing.money import CURRENCY_DIGITS, micro_units


class EntryKind(StrEnum):
    """What a person records."""

    TOP_UP = "top_up"
    ADJUSTMENT = "adjustment"
    """Signed: positive adds a lot, negative draws like a charge."""
    ASSERTION = "assertion"
    """What the portal said at an instant: compares, and opens a ledger that has no funds yet."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger, never changed."""

    id: int
    """Counted per tenant; orders entries of one instant."""
    kind: EntryKind
    instant: int
    """When it happened, epoch seconds."""
    amount: int
    """Micro-units; only an adjustment may be negative."""
    currency: str
    reason: str | None = None
    recorded_at: int = 0
    """When it became known, epoch seconds."""
    recorded_by: str = ""

    def __post_init__(self) -> None:
        """Raises LedgerError for an amount that its kind cannot have, or an adjustment without a reason."""
        if self.kind is EntryKind.TOP_UP and self.amount <= 0:
            raise LedgerError("not_positive", "a top-up must be more than zero")
        if self.kind is EntryKind.ASSERTION and self.amount < 0:
            raise LedgerError("negative", "the portal's balance cannot be below zero")
        if self.kind is EntryKind.ADJUSTMENT and not self.amount:
            raise LedgerError("zero", "an adjustment cannot be zero")
        if self.kind is EntryKind.ADJUSTMENT and not (self.reason or "").strip():
            raise LedgerError("no_reason", "an adjustment needs a reason")

    @property
    def adds_funds(self) -> bool:
        """Top-ups and positive adjustments."""
        return self.kind is not EntryKind.ASSERTION and self.amount > 0

    @property
    def takes_funds(self) -> bool:
        """Negative adjustments."""
        return self.kind is EntryKind.ADJUSTMENT and self.amount < 0


def new_entry(
    kind: EntryKind,
    amount: Decimal,
    currency: str,
    on: date,
    *,
    now: datetime,
    by: str,
    reason: str | None = None,
) -> Entry:
    """An entry as a person gives it, still without an id; a day means its 00:00 UTC. Raises LedgerError."""
    return Entry(
        id=0,
        kind=kind,
        instant=int(datetime.combine(on, time(), UTC).timestamp()),
        amount=_checked(amount, currency),
        currency=currency,
        reason=(reason or "").strip() or None,
        recorded_at=int(now.timestamp()),
        recorded_by=by,
    )


def _checked(amount: Decimal, currency: str) -> int:
    if currency not in CURRENCY_DIGITS:
        raise LedgerError("currency", f"currency {currency!r} is not an ISO 4217 code such as EUR")
    digits = CURRENCY_DIGITS[currency]
    try:
        exact = micro_units(amount)
    except MoneyError as error:
        raise LedgerError("amount", str(error)) from None
    if exact % 10 ** (6 - digits):
        raise LedgerError("decimals", f"an amount in {currency} has at most {digits} decimals")
    return exact
