"""The rules once more, one charge at a time, in Fractions and datetimes: slow, plain, independent."""

from collections.abc import Iterable
from datetime import UTC, datetime
from fractions import Fraction

from pricing.ledger import Charge, Statement
from pricing.ledger_entry import Entry


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _year_later(bought: datetime) -> datetime:
    try:
        return bought.replace(year=bought.year + 1)
    except ValueError:
        return bought.replace(year=bought.year + 1, day=28)


def ledger(entries: Iterable[Entry], charges: Iterable[Charge], currency: str, as_of: int) -> dict:
    """Lots as [entry, bought, expires, left, drawn], what is short, and what came before the opening."""
    mine = sorted((e.instant, e.id, e) for e in entries if e.currency == currency and e.instant <= as_of)
    funds = [e for _, _, e in mine if e.kind == "assertion" or e.amount > 0]
    opening = funds[0] if funds and funds[0].kind == "assertion" else None
    lots = []
    for entry in (e for e in funds if e is opening or e.kind != "assertion"):
        expires = None if entry is opening else _year_later(_instant(entry.instant))
        lots.append([entry.id, _instant(entry.instant), expires, Fraction(entry.amount, 10**6), Fraction(0)])
    debits = [(c.instant, 0, c.usage_id, c.amount) for c in charges if c.currency == currency]
    debits += [(e.instant, 1, f"{e.id:09}", -e.amount) for _, _, e in mine if e.amount < 0]
    short, count, before = Fraction(0), 0, Fraction(0)
    for when, _, _, amount in sorted(debit for debit in debits if debit[0] <= as_of):
        left = Fraction(amount, 10**6)
        if opening and when < opening.instant:
            before += left
            continue
        for lot in lots:
            if lot[1] <= _instant(when) and (lot[2] is None or _instant(when) < lot[2]):
                taken = min(left, lot[3])
                lot[3], lot[4], left = lot[3] - taken, lot[4] + taken, left - taken
        short, count = short + left, count + (left > 0)
    return {"lots": lots, "short": short, "count": count, "before": before}


def agrees(found: Statement, entries: Iterable[Entry], charges: Iterable[Charge]) -> None:
    """Assert that a statement says what the oracle says, and that its sums hold."""
    entries, charges = list(entries), list(charges)
    for balance in found.balances:
        expected = ledger(entries, charges, balance.currency, found.as_of)
        lots = [
            (lot.entry_id, Fraction(lot.drawn, 10**6), Fraction(lot.remaining + lot.expired, 10**6))
            for lot in balance.lots
        ]
        assert lots == [(lot[0], lot[4], lot[3]) for lot in expected["lots"]]
        gone = [lot[2] is not None and lot[2] <= _instant(found.as_of) for lot in expected["lots"]]
        for lot, is_gone in zip(balance.lots, gone, strict=True):
            assert not (lot.remaining if is_gone else lot.expired)
        assert Fraction(balance.shortfall.amount, 10**6) == expected["short"]
        assert balance.shortfall.count == expected["count"]
        assert Fraction(balance.before_opening, 10**6) == expected["before"]
        invariants(balance, entries, charges, found.as_of)


def invariants(balance, entries: Iterable[Entry], charges: Iterable[Charge], as_of: int) -> None:
    """What holds for every ledger at every instant."""
    past = [e for e in entries if e.currency == balance.currency and e.instant <= as_of]
    made_lots = {lot.entry_id for lot in balance.lots}
    funds = sum(e.amount for e in past if e.id in made_lots)
    assert made_lots >= {e.id for e in past if e.kind != "assertion" and e.amount > 0}
    taken = sum(-e.amount for e in past if e.amount < 0)
    taken += sum(c.amount for c in charges if c.currency == balance.currency and c.instant <= as_of)
    assert funds == balance.drawn + balance.expired + balance.available
    assert taken == balance.drawn + balance.shortfall.amount + balance.before_opening
    assert all(
        0 <= lot.remaining <= lot.amount and lot.drawn >= 0 and lot.expired >= 0 for lot in balance.lots
    )
