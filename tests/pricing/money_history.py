"""Histories of imports, withdrawals and entries, played on the program and on a model of dictionaries."""

import json
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pricing.imports.graph_pages import COLUMNS, graph_export
from pricing.imports.usage_import import ImportedUsage, Pace, import_export, import_usage, withdraw_import
from pricing.ledger import Charge
from pricing.ledger_entry import Entry, EntryKind
from pricing.storage import ledger_entries, statements, usage_records, usage_totals, verification
from tests.databases.played import Played
from tests.pricing import ledger_oracle
from tests.pricing.ledger_tables import instant
from tests.pricing.reports import NOW, as_csv, call

TENANTS = count()
PACE = Pace(rows_per_commit=3, pause=timedelta(0))
AS_OF = instant("2026-07-15T12:00")
NUMBERS = range(12)
FIRST = instant("2026-07-01")


@dataclass(frozen=True)
class Row:
    """What money depends on, of one row; the rest follows from its number."""

    number: int
    cents: int
    shout: bool = False
    """Whether its id is written in capitals, as other sources of the same record do."""

    @property
    def usage_id(self) -> str:
        return f"id-{self.number:02}"

    @property
    def currency(self) -> str:
        return "USD" if self.number % 5 == 4 else "EUR"

    @property
    def counted(self) -> bool:
        return self.number % 6 != 5

    @property
    def start(self) -> int:
        """Numbers 0 and 1, 2 and 3, … are one call under two ids."""
        return FIRST + self.number // 2 * 100_000


@cache
def written(row: Row) -> dict[str, str]:
    """As the report has it."""
    when = (NOW + timedelta(seconds=row.start - int(NOW.timestamp()))).isoformat()[:19]
    return call(
        row.usage_id.upper() if row.shout else row.usage_id,
        when,
        f"{row.cents // 100}.{row.cents % 100:02}",
        Call_ID=f"call-{row.number // 2}",
        Currency=row.currency,
        Capability="MCOMEETACPEA" if row.counted else "FREECALL",
    )


@cache
def in_graph(row: Row) -> dict[str, object]:
    """As Graph has it."""
    values = {name: written(row)[column] for column, name in COLUMNS.items()}
    money = {name: float(values[name]) for name in ("charge", "connectionCharge")}
    return values | money | {"duration": int(values["duration"]), "destinationContext": None}


rows = st.builds(Row, st.sampled_from(NUMBERS), st.sampled_from((0, 150, 150, 150, 200)), st.booleans())
files = st.lists(rows, max_size=8)
days = st.sampled_from(("2026-06-30", "2026-07-02", "2026-07-03", "2026-07-06"))
amounts = st.integers(1, 6).map(lambda euros: euros * 1_000_000)
currencies = st.sampled_from(("EUR", "EUR", "USD"))


class MoneyHistory(RuleBasedStateMachine):
    """Every step is compared with the model."""

    def __init__(self, shared: Played) -> None:
        super().__init__()
        self.run, self.database = shared.run, shared.database
        self.file = shared.folder / "report.csv"
        self.tenant = f"history-{next(TENANTS)}"
        self.known: dict[str, Row] = {}
        """Rows in force by id."""
        self.owners: dict[str, int] = {}
        """The import that brought each."""
        self.imports: list[int] = []
        self.entries: list[Entry] = []

    def teardown(self) -> None:
        assert self.run(self._differences()) == []

    @rule(file=files)
    def import_a_file(self, file: list[Row]) -> None:
        self.file.write_text(as_csv([written(row) for row in file]), encoding="utf-8")
        self._imported(
            file, import_usage(self.database, self.tenant, self.file, by="test", clock=lambda: NOW, pace=PACE)
        )

    @rule(pages=st.lists(files, max_size=3), again=st.booleans())
    def read_pages_of_graph(self, pages: list[list[Row]], again: bool) -> None:
        pages = pages + pages[:1] * again
        bodies = [json.dumps({"value": [in_graph(row) for row in page]}).encode() for page in pages]
        export = graph_export((f"page {number}", body) for number, body in enumerate(bodies))
        named = {"file_name": "getPstnCalls", "digest": "", "by": "test", "clock": lambda: NOW}
        reading = import_export(self.database, self.tenant, export, **named, pace=PACE)
        self._imported([row for page in pages for row in page], reading)

    def _imported(self, file: list[Row], importing: Coroutine[Any, Any, ImportedUsage]) -> None:
        done = self.run(importing)
        expected = self._expected(file, done.import_id)
        counts = done.counts
        assert (counts.inserted, counts.duplicate, counts.conflict, counts.rejected) == (*expected, 0)
        self.imports.append(done.import_id)

    def _expected(self, file: list[Row], import_id: int) -> tuple[int, int, int]:
        inserted = duplicate = conflict = 0
        for row in file:
            known = self.known.get(row.usage_id)
            if known is None:
                self.known[row.usage_id], self.owners[row.usage_id] = row, import_id
                inserted += 1
            elif known.cents == row.cents:
                duplicate += 1
            else:
                conflict += 1
        return inserted, duplicate, conflict

    @precondition(lambda self: self.imports)
    @rule(data=st.data())
    def withdraw_an_import(self, data: st.DataObject) -> None:
        chosen = self.imports.pop(data.draw(st.integers(0, len(self.imports) - 1)))
        withdrawal = withdraw_import(
            self.database, self.tenant, chosen, reason="a test", by="test", clock=lambda: NOW
        )
        self.run(withdrawal)
        for usage_id in [key for key, owner in self.owners.items() if owner == chosen]:
            del self.known[usage_id], self.owners[usage_id]

    @rule(day=days, amount=amounts, currency=currencies, kind=st.sampled_from(EntryKind), less=st.booleans())
    def record_an_entry(self, day: str, amount: int, currency: str, kind: EntryKind, less: bool) -> None:
        signed = -amount if less and kind is EntryKind.ADJUSTMENT else amount
        entry = Entry(0, kind, instant(day), signed, currency, reason="because")
        stored = self.run(self._record(entry))
        assert stored == replace(entry, id=len(self.entries) + 1)
        self.entries.append(stored)

    @invariant()
    def every_figure_is_that_of_the_model(self) -> None:
        reading, overlaps, counted = self.run(self._figures())
        assert counted == len(self.known)
        assert {one.currency: (one.calls, one.charge_micro_units) for one in overlaps} == self._overlapping()
        charges = self._charges()
        ledger_oracle.agrees(reading.statement, self.entries, charges)
        spoken = {charge.currency for charge in charges if charge.amount}
        spoken |= {entry.currency for entry in self.entries}
        assert {one.currency for one in reading.statement.balances} == spoken

    def _charges(self) -> list[Charge]:
        return [
            Charge(row.start, row.usage_id, row.cents * 10_000, row.currency)
            for row in self.known.values()
            if row.counted
        ]

    def _overlapping(self) -> dict[str, tuple[int, int]]:
        """Calls beyond the first of each, and their charges, by currency."""
        again: Counter[str] = Counter()
        charged: Counter[str] = Counter()
        calls = Counter((row.start, row.cents, row.currency) for row in self.known.values())
        for (_, cents, currency), times in calls.items():
            again[currency] += times - 1
            charged[currency] += (times - 1) * cents * 10_000
        return {currency: (times, charged[currency]) for currency, times in again.items() if times}

    async def _record(self, entry: Entry) -> Entry:
        async with self.database.writing(self.tenant) as connection:
            return (await ledger_entries.record(connection, self.tenant, entry))[0]

    async def _figures(self) -> tuple[statements.Reading, list[usage_records.Overlaps], int]:
        async with self.database.reading(self.tenant) as connection:
            reading = await statements.read(connection, self.tenant, AS_OF, charge_includes_fee=False)
            overlaps = await usage_records.overlaps(connection, self.tenant)
            days = await usage_totals.daily(connection, self.tenant)
        return reading, overlaps, sum(day.calls for day in days)

    async def _differences(self) -> list[verification.Difference]:
        async with self.database.reading(self.tenant) as connection:
            return await verification.differences(connection, self.tenant, AS_OF, charge_includes_fee=False)
