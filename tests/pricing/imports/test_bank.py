"""M7: beside importers and a writer of top-ups, each read sees whole imports alone."""

import asyncio
from datetime import timedelta
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from pricing.imports.usage_import import Pace, import_usage
from pricing.ledger_entry import Entry, EntryKind
from pricing.storage import import_journal, ledger_entries, statements, usage_records, usage_totals
from pricing.storage.database import Database
from tests.pricing.ledger_tables import instant
from tests.pricing.reports import NOW, as_csv, call
from tests.sizes import size

TENANT = "contoso"
IMPORTERS = READERS = 8
PACE = Pace(rows_per_commit=20, pause=timedelta(milliseconds=10))
AS_OF = int(NOW.timestamp())
TOP_UP = Entry(0, EntryKind.TOP_UP, instant("2026-06-01"), 1_000_000, "EUR")
CHARGE = 450_000
SLOWEST_READ_SECONDS = 1
AS_LONG_AS_ALONE = 10
"""Where the machine is so busy that reads take long without a writer, so many times as long is granted."""
GRACE_SECONDS = 60
"""For those who wait for their turn at the end; beyond it they are taken to be deadlocked."""


class Seen(NamedTuple):
    """One read."""

    imports: list[int]
    top_ups: int
    seconds: float


class Bank:
    """What all of them work on, until `end`."""

    def __init__(self, database: Database, folder: Path, seconds: int) -> None:
        self.database, self.folder = database, folder
        self.end = perf_counter() + seconds
        self.numbers = count()
        self.acknowledged: dict[str, int] = {}
        """Rows by file."""
        self.top_ups = 0

    @property
    def open(self) -> bool:
        return perf_counter() < self.end

    async def import_files(self) -> None:
        while self.open:
            number = next(self.numbers)
            rows = [call(f"{number}-{one}", "2026-07-01T12:00", "0.45") for one in range(20 + number % 50)]
            file = self.folder / f"{len(rows)} rows {number}.csv"
            file.write_text(as_csv(rows), encoding="utf-8")
            done = await import_usage(self.database, TENANT, file, by="test", clock=lambda: NOW, pace=PACE)
            self.acknowledged[file.name] = done.counts.inserted

    async def top_up(self) -> None:
        while self.open:
            async with self.database.writing(TENANT) as connection:
                await ledger_entries.record(connection, TENANT, TOP_UP)
            self.top_ups += 1

    async def read(self) -> list[Seen]:
        seen = []
        while self.open:
            before = set(self.acknowledged), self.top_ups
            seen.append(await self.read_once(*before))
        return seen

    async def read_once(self, acknowledged: set[str], top_ups: int) -> Seen:
        """Everything in one read agrees, and all that was acknowledged before it is there."""
        started = perf_counter()
        async with self.database.reading(TENANT) as connection:
            reading = await statements.read(connection, TENANT, AS_OF, charge_includes_fee=False)
            seconds = perf_counter() - started
            entries = await ledger_entries.load(connection, TENANT)
            days = await usage_totals.daily(connection, TENANT)
            imports = await import_journal.entries(connection, TENANT)
            calls = [one async for one in usage_records.between(connection, TENANT, None, None)]
        rows = sum(int(one.file_name.split()[0]) for one in imports)
        assert rows == len(calls) == sum(day.calls for day in days)
        drawn = sum(one.drawn + one.shortfall.amount for one in reading.statement.balances)
        assert (drawn, len(entries) >= top_ups) == (rows * CHARGE, True)
        assert {one.file_name for one in imports} >= acknowledged
        return Seen([one.id for one in imports], len(entries), seconds)


async def test_reads_beside_imports_see_whole_imports_alone(database, tmp_path):
    bank = Bank(database, tmp_path, size("M7 seconds"))
    async with asyncio.timeout(size("M7 seconds") + GRACE_SECONDS), asyncio.TaskGroup() as group:
        readers = [group.create_task(bank.read()) for _ in range(READERS)]
        for _ in range(IMPORTERS):
            group.create_task(bank.import_files())
        group.create_task(bank.top_up())
    assert len(bank.acknowledged) > IMPORTERS and bank.top_ups
    last = await bank.read_once(set(bank.acknowledged), bank.top_ups)
    assert (len(last.imports), last.top_ups) == (len(bank.acknowledged), bank.top_ups)
    for seen in (reader.result() for reader in readers):
        assert seen
        for earlier, later in zip(seen, [*seen[1:], last], strict=True):
            assert later.imports[: len(earlier.imports)] == earlier.imports
    longest = max(one.seconds for reader in readers for one in reader.result())
    assert longest < max(SLOWEST_READ_SECONDS, AS_LONG_AS_ALONE * await seconds_alone(bank))


async def seconds_alone(bank: Bank) -> float:
    """What the slowest read takes beside other readers only."""
    bank.end = perf_counter() + 2
    reads = await asyncio.gather(*(bank.read() for _ in range(READERS)))
    return max(one.seconds for seen in reads for one in seen)
