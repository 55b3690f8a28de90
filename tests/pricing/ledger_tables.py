"""Ledger tests as tables that an accountant can check.

    2026-01-10             top-up      A       50.00
    2026-07-15T09:30:00    charge      call-1  55.00
    2026-08-01             adjustment  refund  -5.00
    2026-08-02             assertion   portal  10.00
    as of 2026-08-31
    A 0.00                 expires 2027-01-10
    shortfall 10.00        2 charges, 2026-07-15 to 2026-08-01

Amounts are EUR unless a currency follows. A lot's line holds what remains, or `A expired 3.00`.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from pricing.ledger import Charge, DaySum, Statement, day_of, statement
from pricing.ledger_entry import Entry, EntryKind
from pricing.money import decimal, micro_units

KINDS = {"top-up": EntryKind.TOP_UP, "adjustment": EntryKind.ADJUSTMENT, "assertion": EntryKind.ASSERTION}


def instant(text: str) -> int:
    """Epoch seconds of an ISO date or instant in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def summed(charges: Iterable[Charge]) -> list[DaySum]:
    """Charges as sums per day and currency."""
    sums: dict[tuple[int, str], list[int]] = {}
    for charge in charges:
        total = sums.setdefault((day_of(charge.instant), charge.currency), [0, 0])
        total[0] += charge.amount
        total[1] += bool(charge.amount)
    return [DaySum(day, currency, *total) for (day, currency), total in sorted(sums.items())]


def settled(entries: Iterable[Entry], charges: Iterable[Charge], as_of: int) -> Statement:
    """The statement, giving single charges only for the days that it asks for."""
    entries, charges = list(entries), list(charges)
    details: dict[int, list[Charge]] = {}
    found = statement(entries, summed(charges), details, as_of)
    while found.days_needed:
        assert not found.days_needed & details.keys()
        details |= {day: [one for one in charges if day_of(one.instant) == day] for day in found.days_needed}
        found = statement(entries, summed(charges), details, as_of)
    return found


def check(table: str) -> None:
    """Play the lines above `as of` and compare the lines below it with the statement."""
    lines = [line.split("#")[0].strip() for line in table.splitlines()]
    lines = [line for line in lines if line]
    cut = next(number for number, line in enumerate(lines) if line.startswith("as of"))
    names, entries, charges = _played(lines[:cut])
    found = settled(entries, charges, instant(lines[cut].removeprefix("as of ")))
    assert _described(found, names) == [" ".join(line.split()) for line in lines[cut + 1 :]]


def _played(lines: Iterable[str]) -> tuple[dict[int, str], list[Entry], list[Charge]]:
    names: dict[int, str] = {}
    entries: list[Entry] = []
    charges: list[Charge] = []
    for number, line in enumerate(lines, 1):
        when, kind, name, amount, *currency = line.split()
        money = micro_units(amount), (currency or ["EUR"])[0]
        if kind == "charge":
            charges.append(Charge(instant(when), name, *money))
        else:
            entries.append(Entry(number, KINDS[kind], instant(when), *money, reason=name))
            names[number] = name
    return names, entries, charges


def _described(found: Statement, names: dict[int, str]) -> list[str]:
    lines = []
    for balance in found.balances:
        mark = "" if balance.currency == "EUR" else f" {balance.currency}"
        for lot in balance.lots:
            state = f"expired {_amount(lot.expired)}" if lot.expired else _amount(lot.remaining)
            lines.append(f"{names[lot.entry_id]} {state}{mark} expires {_day(lot.expires)}")
        short = balance.shortfall
        if short.amount:
            period = f"{_day(short.first_day)} to {_day(short.last_day)}"
            lines.append(f"shortfall {_amount(short.amount)}{mark} {short.count} charges, {period}")
        if balance.before_opening:
            lines.append(f"before the opening {_amount(balance.before_opening)}{mark}")
        if check := balance.last_assertion:
            verdict = "opens" if check.opens else f"differs by {_amount(check.difference)}"
            lines.append(f"{names[check.entry.id]} {verdict}{mark}")
    return lines


def _amount(micro: int) -> str:
    return str(decimal(micro, 2))


def _day(when: int | None) -> str:
    if when is None:
        return "unknown"
    text = datetime.fromtimestamp(when, UTC).isoformat()
    return text.removesuffix("+00:00").removesuffix("T00:00:00")
