"""The ledger drawn once more from single charges, one at a time: for verifying, and for tracing a figure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pricing.drawing import Debit, Drawing, Drawn, Part
from pricing.ledger import Charge, in_order, lots_of, opening, takings
from pricing.ledger_entry import Entry


class Replay:
    """Every currency's ledger at `as_of`, fed with charges in the order of drawing."""

    def __init__(self, entries: Iterable[Entry], as_of: int) -> None:
        self._as_of = as_of
        self._known = in_order(entries, as_of)
        self._books: dict[str, _Book] = {}
        for currency in {entry.currency for entry in self._known}:
            self._book(currency)

    def charge(self, charge: Charge) -> list[Part] | None:
        """Draw a charge; the parts it took from lots, or None for one from before the opening."""
        if not charge.amount:
            return []
        debit = Debit(charge.instant, 0, charge.usage_id, charge.amount, 1)
        return self._book(charge.currency).take(debit)

    def results(self) -> Iterator[tuple[str, Drawn, int]]:
        """Currency, what is left, and what came before the opening; after the last charge."""
        for currency, book in sorted(self._books.items()):
            yield currency, book.finished(self._as_of), book.before_opening

    def adjusted(self) -> Mapping[int, int]:
        """By lot, what negative adjustments took; after `results`."""
        return {lot: amount for book in self._books.values() for lot, amount in book.adjusted.items()}

    def _book(self, currency: str) -> "_Book":
        if currency not in self._books:
            self._books[currency] = _Book([one for one in self._known if one.currency == currency])
        return self._books[currency]


class _Book:
    """One currency's drawing, with its negative adjustments falling due between the charges."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        opened = opening(entries)
        self._opened_at = opened.instant if opened else None
        self._drawing = Drawing(lots_of(entries))
        self._due = takings(entries)
        self.before_opening = 0
        self.adjusted: Counter[int] = Counter()

    def take(self, debit: Debit) -> list[Part] | None:
        self._take_due(before=debit)
        return self._take(debit)

    def finished(self, as_of: int) -> Drawn:
        self._take_due(before=None)
        return self._drawing.drawn(as_of)

    def _take_due(self, before: Debit | None) -> None:
        while self._due and (before is None or self._due[0] < before):
            for part in self._take(self._due.pop(0)) or ():
                self.adjusted[part.entry_id] += part.amount

    def _take(self, debit: Debit) -> list[Part] | None:
        if self._opened_at is not None and debit.instant < self._opened_at:
            self.before_opening += debit.amount
            return None
        return self._drawing.take(debit)
