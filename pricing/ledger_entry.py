"""One entry of the ledger: a top-up, an adjustment or an assertion, as a person recorded it."""

from dataclasses import dataclass
from enum import StrEnum

from pricing.errors import LedgerError


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
            raise LedgerError("a top-up must be more than zero")
        if self.kind is EntryKind.ASSERTION and self.amount < 0:
            raise LedgerError("the portal's balance cannot be below zero")
        if self.kind is EntryKind.ADJUSTMENT and not self.amount:
            raise LedgerError("an adjustment cannot be zero")
        if self.kind is EntryKind.ADJUSTMENT and not (self.reason or "").strip():
            raise LedgerError("an adjustment needs a reason")

    @property
    def adds_funds(self) -> bool:
        """Top-ups and positive adjustments."""
        return self.kind is not EntryKind.ASSERTION and self.amount > 0

    @property
    def takes_funds(self) -> bool:
        """Negative adjustments."""
        return self.kind is EntryKind.ADJUSTMENT and self.amount < 0
