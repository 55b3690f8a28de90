"""Drawing charges from credit lots: the oldest purchase usable at the charge's instant first."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Lot:
    """A credit lot. Amounts are micro-units of one currency; drawn + expired + remaining = amount."""

    entry_id: int
    """The top-up, positive adjustment or opening assertion that made it."""
    kind: str
    bought: int
    """Epoch seconds; usable from here."""
    amount: int
    expires: int | None
    """Epoch seconds, exclusive; None when not known."""
    drawn: int = 0
    expired: int = 0
    """What it still held when it expired."""

    @property
    def remaining(self) -> int:
        """What it still holds."""
        return self.amount - self.drawn - self.expired

    def usable(self, instant: int) -> bool:
        """From the purchase on, until just before the expiry."""
        return self.bought <= instant and (self.expires is None or instant < self.expires)


class Debit(NamedTuple):
    """A charge, a day's charges or a negative adjustment; sorts into the order of drawing."""

    instant: int
    rank: int
    """0 for charges, 1 for adjustments of the same instant."""
    id: str
    amount: int
    charges: int
    """How many in it are not zero."""
    summed_day: int | None = None
    """The day whose charges it sums; None for a single one."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Charges that no recorded funds cover."""

    amount: int = 0
    count: int = 0
    """Charges of which at least a part is not covered."""
    first_day: int | None = None
    """Epoch seconds of the UTC day's 00:00; None without a shortfall."""
    last_day: int | None = None

    def with_more(self, debit: Debit, uncovered: int) -> "Shortfall":
        """This shortfall and what a debit lacks; debits come in their order."""
        day = debit.instant - debit.instant % DAY_SECONDS
        count = debit.charges if uncovered == debit.amount else 1
        first_day = day if self.first_day is None else self.first_day
        return Shortfall(self.amount + uncovered, self.count + count, first_day, day)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is left after drawing."""

    lots: tuple[Lot, ...]
    shortfall: Shortfall
    days_needed: frozenset[int]
    """Summed days in which a shortfall begins: its count needs their single charges."""


class Part(NamedTuple):
    """What one debit took from one lot."""

    entry_id: int
    """The lot's."""
    amount: int


class Drawing:
    """What lots hold while debits are drawn, one after the other."""

    def __init__(self, lots: Sequence[Lot]) -> None:
        """`lots` come oldest first."""
        self._lots = lots
        self._held = [lot.amount for lot in lots]
        self._coming = deque(range(len(lots)))
        self._usable: list[int] = []
        self._shortfall = Shortfall()
        self._days_needed: set[int] = set()

    def take(self, debit: Debit) -> list[Part]:
        """Draw a debit, which must not come before the last one; what its parts lack is a shortfall."""
        parts, left = [], debit.amount
        for one in self._usable_at(debit.instant):
            taken = min(self._held[one], left)
            self._held[one] -= taken
            left -= taken
            parts.append(Part(self._lots[one].entry_id, taken))
            if not left:
                break
        if left:
            self._lacks(debit, left)
        return parts

    def drawn(self, as_of: int) -> Drawn:
        """Lots and shortfall after the debits so far; lots that end by `as_of` have expired."""
        lots = tuple(
            replace(lot, drawn=lot.amount - held, expired=0 if lot.usable(as_of) else held)
            for lot, held in zip(self._lots, self._held, strict=True)
        )
        return Drawn(lots, self._shortfall, frozenset(self._days_needed))

    def _usable_at(self, instant: int) -> list[int]:
        while self._coming and self._lots[self._coming[0]].bought <= instant:
            self._usable.append(self._coming.popleft())
        self._usable = [one for one in self._usable if self._held[one] and self._lots[one].usable(instant)]
        return self._usable

    def _lacks(self, debit: Debit, uncovered: int) -> None:
        self._shortfall = self._shortfall.with_more(debit, uncovered)
        if uncovered < debit.amount and debit.charges > 1 and debit.summed_day is not None:
            self._days_needed.add(debit.summed_day)


def draw(lots: Sequence[Lot], debits: Iterable[Debit], as_of: int) -> Drawn:
    """Draw the debits from the lots, then let lots expire that have by `as_of`.

    Lots come oldest first, debits in their order; no lot may begin or end within a summed day.
    """
    drawing = Drawing(lots)
    for debit in debits:
        drawing.take(debit)
    return drawing.drawn(as_of)
