"""The ledger: what the recorded funds and the charges leave of Communications Credits, at any instant.

Pure, in integer micro-units and epoch seconds (UTC); the rules are in README.md beside this file. Charges
come as sums per UTC day. Between two boundaries (a purchase, an expiry, an opening, the as-of instant) only
the sum matters, so single charges are needed just for the days that a boundary splits and for those in which
a shortfall begins: these come back as `days_needed`, and the caller asks again, their charges in `details`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from pricing.drawing import DAY_SECONDS, Debit, Drawn, Lot, Shortfall, draw
from pricing.ledger_entry import Entry, EntryKind


class Charge(NamedTuple):
    """What one call draws; sorts into the order of drawing."""

    instant: int
    """Start of the call."""
    usage_id: str
    amount: int
    """Micro-units, 0 or more."""
    currency: str


class DaySum(NamedTuple):
    """What the calls of one UTC day draw."""

    day: int
    """Epoch seconds of its 00:00."""
    currency: str
    amount: int
    charges: int
    """How many of them are not zero."""


@dataclass(frozen=True, slots=True)
class AssertionCheck:
    """The portal's figure held against the ledger's at the same instant."""

    entry: Entry
    computed: int
    opens: bool
    """It opened the ledger, so there is nothing to compare with."""

    @property
    def difference(self) -> int:
        """What an adjustment would have to add; negative to take away."""
        return 0 if self.opens else self.entry.amount - self.computed


@dataclass(frozen=True, slots=True)
class Balance:
    """One currency at the as-of instant, in micro-units."""

    currency: str
    lots: tuple[Lot, ...]
    """Oldest purchase first, used up and expired ones too."""
    shortfall: Shortfall
    before_opening: int
    """Charges and negative adjustments from before the ledger was opened: not drawn, not lacking."""
    last_assertion: AssertionCheck | None

    @property
    def available(self) -> int:
        """What usable lots still hold."""
        return sum(lot.remaining for lot in self.lots)

    @property
    def expired(self) -> int:
        """Breakage: what lots still held when they expired."""
        return sum(lot.expired for lot in self.lots)

    @property
    def drawn(self) -> int:
        """What charges and negative adjustments took from lots."""
        return sum(lot.drawn for lot in self.lots)

    @property
    def speaks(self) -> bool:
        """Whether anything happened in this currency."""
        return bool(self.lots or self.shortfall.amount or self.before_opening or self.last_assertion)

    @property
    def next_to_expire(self) -> Lot | None:
        """Of the lots that still hold something, the one whose expiry comes first."""
        expiring = [(lot.expires, lot.bought, lot) for lot in self.lots if lot.remaining and lot.expires]
        return min(expiring, default=(0, 0, None), key=lambda one: one[:2])[2]


@dataclass(frozen=True, slots=True)
class Statement:
    """The whole ledger at an instant; currencies apart, never converted."""

    as_of: int
    balances: tuple[Balance, ...]
    """By currency code."""
    days_needed: frozenset[int]
    """Days whose single charges are still to be given; the figures are final only when this is empty."""


def twelve_months_later(instant: int) -> int:
    """The same instant 12 calendar months on; 29 February becomes 28 February."""
    start = datetime.fromtimestamp(instant, UTC)
    leap_day = (start.month, start.day) == (2, 29)
    later = start.replace(year=start.year + 1, day=28 if leap_day else start.day)
    return int(later.timestamp())


def day_of(instant: int) -> int:
    """Epoch seconds of the UTC day's 00:00."""
    return instant - instant % DAY_SECONDS


def statement(
    entries: Iterable[Entry], sums: Iterable[DaySum], details: Mapping[int, Sequence[Charge]], as_of: int
) -> Statement:
    """The ledger at `as_of`, with all that is known now of what happened until then.

    `details`: by day, all single charges of that day; they replace its sums.
    """
    known = in_order(entries, as_of)
    past = [one for one in sums if one.day <= as_of and one.charges]
    currencies = sorted({entry.currency for entry in known} | {one.currency for one in past})
    books = [_Book(currency, known, past, details) for currency in currencies]
    balances = [book.balance(as_of) for book in books]
    needed = frozenset().union(*(book.days_needed for book in books))
    return Statement(as_of, tuple(balance for balance in balances if balance.speaks), needed)


def in_order(entries: Iterable[Entry], as_of: int) -> list[Entry]:
    """The entries that have happened by `as_of`, in the order of their instants, then ids."""
    return sorted((one for one in entries if one.instant <= as_of), key=lambda one: (one.instant, one.id))


def opening(entries: Iterable[Entry]) -> Entry | None:
    """Of one currency's entries, in their order: the first that speaks of funds, if it is an assertion."""
    funds = (entry for entry in entries if entry.adds_funds or entry.kind is EntryKind.ASSERTION)
    first = next(funds, None)
    return first if first is not None and first.kind is EntryKind.ASSERTION else None


def lots_of(entries: Sequence[Entry]) -> list[Lot]:
    """The lots that one currency's entries, in their order, make."""
    opened = opening(entries)
    return [
        Lot(
            entry_id=entry.id,
            kind=entry.kind.value,
            bought=entry.instant,
            amount=entry.amount,
            expires=None if entry is opened else twelve_months_later(entry.instant),
        )
        for entry in entries
        if entry.adds_funds or entry is opened
    ]


def takings(entries: Iterable[Entry]) -> list[Debit]:
    """The negative adjustments of one currency as debits, in their order."""
    return [Debit(one.instant, 1, f"{one.id:020}", -one.amount, 1) for one in entries if one.takes_funds]


class _Book:
    """One currency's entries, in their order, and its charges."""

    def __init__(
        self,
        currency: str,
        entries: Iterable[Entry],
        sums: Iterable[DaySum],
        details: Mapping[int, Sequence[Charge]],
    ) -> None:
        self._currency = currency
        self._entries = [entry for entry in entries if entry.currency == currency]
        self._sums = [one for one in sums if one.currency == currency]
        self._details = details
        self._opening = opening(self._entries)
        self.days_needed: set[int] = set()

    def balance(self, as_of: int) -> Balance:
        drawn = self._drawn(as_of)
        early = sum(debit.amount for debit in self._debits(as_of) if self._is_early(debit))
        return Balance(self._currency, drawn.lots, drawn.shortfall, early, self._last_assertion())

    def _last_assertion(self) -> AssertionCheck | None:
        assertions = [entry for entry in self._entries if entry.kind is EntryKind.ASSERTION]
        if not assertions:
            return None
        last = assertions[-1]
        computed = sum(lot.remaining for lot in self._drawn(last.instant).lots)
        return AssertionCheck(last, computed, last is self._opening)

    def _drawn(self, as_of: int) -> Drawn:
        lots = [lot for lot in lots_of(self._entries) if lot.bought <= as_of]
        self.days_needed |= self._split_days(lots, as_of)
        debits = sorted(debit for debit in self._debits(as_of) if not self._is_early(debit))
        drawn = draw(lots, debits, as_of)
        self.days_needed |= drawn.days_needed
        return drawn

    def _is_early(self, debit: Debit) -> bool:
        return self._opening is not None and debit.instant < self._opening.instant

    def _split_days(self, lots: Iterable[Lot], as_of: int) -> set[int]:
        """Days that a boundary parts, and those with a negative adjustment among their charges."""
        boundaries = {as_of + 1, *(lot.bought for lot in lots), *(lot.expires or 0 for lot in lots)}
        split = {day_of(boundary) for boundary in boundaries if boundary % DAY_SECONDS}
        split |= {day_of(entry.instant) for entry in self._entries if entry.takes_funds}
        return {one.day for one in self._sums if one.day in split and one.day not in self._details}

    def _debits(self, as_of: int) -> Iterator[Debit]:
        for one in self._sums:
            if one.day not in self._details and one.day <= as_of:
                yield Debit(one.day, 0, "", one.amount, one.charges, one.day)
        for single in self._details.values():
            for charge in single:
                if charge.currency == self._currency and charge.amount and charge.instant <= as_of:
                    yield Debit(charge.instant, 0, charge.usage_id, charge.amount, 1)
        yield from (debit for debit in takings(self._entries) if debit.instant <= as_of)
