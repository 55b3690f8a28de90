"""What must be true of an organisation's money, kept beside the program in plain dictionaries."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from pricing.ledger import Charge
from pricing.ledger_entry import Entry
from tests.pricing.reports import call


@dataclass(frozen=True)
class Press:
    """A confirmed button that may have recorded something."""

    kind: str
    exact: str
    currency: str
    on: str


@dataclass(frozen=True)
class Row:
    """What money depends on of one usage record."""

    number: int
    cents: int

    def written(self, first: datetime) -> dict[str, str]:
        """As the report has it."""
        when = (first + timedelta(hours=self.number)).isoformat()[:19]
        return call(f"id-{self.number:03}", when, f"{self.cents // 100}.{self.cents % 100:02}")


@dataclass
class Model:
    """One organisation."""

    tenant: str
    first_call: datetime
    may_be_recorded: dict[str, Press] = field(default_factory=dict)
    """By nonce: what an admin pressed in a personal chat."""
    must_be_recorded: set[str] = field(default_factory=set)
    """Nonces whose recording was confirmed to the person."""
    rows: dict[int, Row] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)
    imports: list[int] = field(default_factory=list)
    entries_before: tuple[Entry, ...] = ()
    audit_before: int = 0
    secrets: set[str] = field(default_factory=set)
    """Digits of the figures that only admins may see."""

    def expected(self, file: list[Row]) -> tuple[int, int, int]:
        """Inserted, duplicate and conflict of a file, were it imported now."""
        known, conflicts = {number: row.cents for number, row in self.rows.items()}, 0
        for row in file:
            conflicts += known.setdefault(row.number, row.cents) != row.cents
        fresh = {row.number for row in file} - set(self.rows)
        return len(fresh), len(file) - len(fresh) - conflicts, conflicts

    def imported(self, file: list[Row], import_id: int) -> None:
        """The file was imported."""
        for row in file:
            if row.number not in self.rows:
                self.rows[row.number], self.owners[row.number] = row, import_id
        self.imports.append(import_id)

    def withdrawn(self, import_id: int) -> None:
        """The import is out of force."""
        self.imports.remove(import_id)
        for number in [number for number, owner in self.owners.items() if owner == import_id]:
            del self.rows[number], self.owners[number]

    def charges(self) -> list[Charge]:
        """Every charge in force."""
        first = int(self.first_call.timestamp())
        return [
            Charge(first + row.number * 3600, f"id-{row.number:03}", row.cents * 10_000, "EUR")
            for row in self.rows.values()
        ]


def digits(amount: Decimal | int) -> str:
    """The digits of an amount in micro-units or units, whatever a language puts between them."""
    if isinstance(amount, int):
        amount = Decimal(amount) / 1_000_000
    return "".join(one for one in f"{abs(amount):.2f}" if one.isdecimal())


def texts(part: Any) -> list[str]:
    """Every text in a JSON value, but those behind buttons."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, dict):
        return [text for key, value in part.items() if key != "data" for text in texts(value)]
    return [text for value in part for text in texts(value)] if isinstance(part, list) else []
