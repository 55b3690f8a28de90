"""From a figure back to what it rests on: each lot's charges, and the charges that found no lot."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.drawing import DAY_SECONDS, Lot, Part
from pricing.ledger_entry import Entry
from pricing.ledger_replay import Replay
from pricing.storage import drawn_charges, ledger_entries
from pricing.storage.drawn_charges import Sourced


@dataclass
class Use:
    """What some charges took together."""

    charges: int = 0
    amount: int = 0
    """Micro-units."""
    first: int | None = None
    """Start of the earliest call, epoch seconds."""
    last: int | None = None

    def add(self, instant: int, amount: int) -> None:
        """One charge more, in the order of time."""
        self.charges += 1
        self.amount += amount
        self.first = instant if self.first is None else self.first
        self.last = instant


@dataclass(frozen=True)
class TracedCharge:
    """A charge and what covered it: lots by entry id, and what was lacking."""

    source: Sourced
    lots: tuple[Part, ...]
    lacking: int
    before_opening: bool


@dataclass
class Trace:
    """The ledger's figures with what stands behind them."""

    entries: tuple[Entry, ...]
    lots: dict[int, Use] = field(default_factory=dict)
    """Charges by the entry that made the lot."""
    adjusted: dict[int, int] = field(default_factory=dict)
    """By the same, what negative adjustments took, in micro-units."""
    ends: dict[int, Lot] = field(default_factory=dict)
    """By the same, the lot as it stands at the as-of instant."""
    shortfall: dict[str, Use] = field(default_factory=dict)
    """By currency."""
    before_opening: dict[str, Use] = field(default_factory=dict)
    imports: dict[int, Use] = field(default_factory=dict)
    """Charges by the import that brought them."""
    chosen: list[TracedCharge] = field(default_factory=list)


Choice = Callable[[TracedCharge], bool]


def of_lot(entry_id: int) -> Choice:
    """Charges that drew from this lot."""
    return lambda one: any(lot == entry_id for lot, _ in one.lots)


def of_shortfall(one: TracedCharge) -> bool:
    """Charges that found too little."""
    return one.lacking > 0


def of_day(day: int) -> Choice:
    """Charges of a UTC day, epoch seconds of its 00:00."""
    return lambda one: day <= one.source.charge.instant < day + DAY_SECONDS


async def trace(
    connection: AsyncConnection, tenant: str, as_of: int, choose: Choice, *, charge_includes_fee: bool
) -> Trace:
    """Draw everything once more from single charges, noting what each took."""
    entries = await ledger_entries.load(connection, tenant)
    found, replay = Trace(entries), Replay(entries, as_of)
    charges = drawn_charges.stream(connection, tenant, as_of, charge_includes_fee=charge_includes_fee)
    async for source in charges:
        _note(found, replay, source, choose)
    for _, drawn, _ in replay.results():
        found.ends.update({lot.entry_id: lot for lot in drawn.lots})
    found.adjusted.update(replay.adjusted())
    return found


def _note(found: Trace, replay: Replay, source: Sourced, choose: Choice) -> None:
    charge = source.charge
    parts = replay.charge(charge)
    covered = sum(part.amount for part in parts or ())
    lacking = 0 if parts is None else charge.amount - covered
    found.imports.setdefault(source.import_id, Use()).add(charge.instant, charge.amount)
    for part in parts or ():
        found.lots.setdefault(part.entry_id, Use()).add(charge.instant, part.amount)
    if lacking:
        found.shortfall.setdefault(charge.currency, Use()).add(charge.instant, lacking)
    if parts is None:
        found.before_opening.setdefault(charge.currency, Use()).add(charge.instant, charge.amount)
    traced = TracedCharge(source, tuple(parts or ()), lacking, parts is None)
    if choose(traced):
        found.chosen.append(traced)
