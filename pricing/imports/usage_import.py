"""The import of a usage report: each file one import, all or nothing as a reader sees it."""

import asyncio
import gc
import hashlib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from pricing.errors import DatabaseError
from pricing.imports.archive import Export, Member, open_export
from pricing.imports.running_totals import RunningTotals
from pricing.imports.usage_report import BROKEN, UsageReport
from pricing.imports.usage_rows import RowParser, RowRejected
from pricing.storage import disk_faults, import_journal, import_turn, usage_overlaps, usage_totals
from pricing.storage.database import Database
from pricing.storage.import_journal import Counts
from pricing.storage.import_turn import Turn
from pricing.storage.usage_overlaps import FoundOverlaps
from pricing.storage.usage_writer import Batch, Rejected, SqliteUsageWriter, Written

Clock = Callable[[], datetime]
"""Gives the present instant, aware and in UTC."""


@dataclass(frozen=True)
class Pace:
    """How an import shares the database with those who read."""

    rows_per_commit: int = 50_000
    pause: timedelta = timedelta(milliseconds=100)
    """Between commits: without it readers starve."""
    patience: timedelta = import_turn.PATIENCE
    """How long to wait for another import of the same organisation."""


class Part(NamedTuple):
    """One CSV of an import; its rows' numbers go on where those of the part before it ended."""

    name: str
    lines_before: int


@dataclass(frozen=True)
class ImportedUsage:
    """What an import did."""

    import_id: int
    counts: Counts
    parts: tuple[Part, ...]
    left_out: tuple[str, ...]
    """Direct Routing reports in the archive, whose calls draw nothing."""

    def place_of(self, line: int) -> tuple[str, int]:
        """The part that a row's number belongs to, and its line there."""
        name, before = next(part for part in reversed(self.parts) if part.lines_before < line)
        return name, line - before


async def import_usage(
    database: Database, tenant: str, file: Path, *, by: str, clock: Clock, pace: Pace | None = None
) -> ImportedUsage:
    """Import a CSV or the export's zip. Raises UsageReportError or ImportRefused, and then nothing counts."""
    with open_export(file) as export:
        digest = await asyncio.to_thread(_digest, file)
        return await import_export(
            database, tenant, export, file_name=file.name, digest=digest, by=by, clock=clock, pace=pace
        )


async def import_export(
    database: Database,
    tenant: str,
    export: Export,
    *,
    file_name: str,
    digest: str,
    by: str,
    clock: Clock,
    pace: Pace | None = None,
) -> ImportedUsage:
    """Import what `export` offers, under that name. Raises DatabaseError for a full or failing disk too."""
    pace = pace or Pace()
    source = _Source(export, pace.rows_per_commit)
    with closing(source):
        # The first rows are read before anything is written: what is no report leaves no trace.
        batch = await asyncio.to_thread(source.next)
        async with disk_faults.told(), import_turn.turn(database, tenant, clock, pace.patience) as turn:
            with closing(_writer(database, turn)) as writer:
                run = _Run(database, turn, writer, clock, pace)
                await run.clear_dead_imports()
                await run.begin(export.kind, file_name, digest, by)
                while batch is not None:
                    await run.write(batch)
                    batch = None  # before the next is read: each takes some 60 MB
                    batch = await asyncio.to_thread(source.next)
                counts = await run.publish()
        return ImportedUsage(run.import_id, counts, tuple(source.parts), export.left_out)


async def withdraw_import(
    database: Database, tenant: str, import_id: int, *, reason: str, by: str, clock: Clock
) -> None:
    """Take an import out of force, not beside another import. Raises ImportRefused."""
    async with import_turn.turn(database, tenant, clock) as turn, database.writing(tenant) as connection:
        await turn.require(connection)
        at = int(clock().timestamp())
        await import_journal.withdraw(connection, tenant, import_id, reason=reason, by=by, at=at)


class _Source:
    """The rows of all parts, read as far as asked."""

    def __init__(self, export: Export, rows_per_commit: int) -> None:
        self.parts: list[Part] = []
        self._enough = rows_per_commit
        self._batches = self._read(export.members)

    def next(self) -> Batch | None:
        """The next rows, about as many as make a commit; None at the end."""
        with _no_cycle_search():
            return next(self._batches, None)

    def close(self) -> None:
        """Close the file that is being read."""
        self._batches.close()

    def _read(self, members: Sequence[Member]) -> Generator[Batch, None, None]:
        batch, lines = Batch(), 0
        for member in members:
            self.parts.append(Part(member.name, lines))
            with closing(member.open()) as stream:
                report = UsageReport(stream)
                parser = RowParser(report.layout)
                for piece in report.pieces():
                    _parse(parser, piece.lines, piece.rows, lines, batch)
                    if len(batch) >= self._enough:
                        yield batch
                        batch = Batch()
                lines += report.lines_read
        yield batch


def _parse(
    parser: RowParser, lines: Sequence[int], rows: Sequence[list[str]], lines_before: int, batch: Batch
) -> None:
    fields_of, records, numbers = parser.fields, batch.records, batch.lines
    for line, row in zip(lines, rows, strict=True):
        try:
            if row is BROKEN:
                raise RowRejected("quotes", "has a quote that is not closed")
            records.append(fields_of(row))
            numbers.append(lines_before + line)
        except RowRejected as error:
            batch.rejected.append(Rejected(lines_before + line, error.reason, error.detail))


class _Run:
    """One import between taking its turn and being published."""

    def __init__(
        self, database: Database, turn: Turn, writer: SqliteUsageWriter, clock: Clock, pace: Pace
    ) -> None:
        self._database, self._turn, self._tenant = database, turn, turn.tenant
        self._writer, self._clock, self._pace = writer, clock, pace
        self._totals = RunningTotals()
        self._inserted = self._duplicate = self._conflict = self._rejected = 0
        self._commits = 0
        self.import_id = 0

    async def clear_dead_imports(self) -> None:
        """Remove the rows of imports that died before they were published."""
        async with self._database.reading(self._tenant) as connection:
            dead = await import_journal.unpublished(connection, self._tenant)
        for import_id in dead:
            while await asyncio.to_thread(
                self._writer.clear, import_id, self._pace.rows_per_commit, self._now()
            ):
                await self._pause()
            async with self._database.writing(self._tenant) as connection:
                await self._turn.require(connection)
                await import_journal.abandon(connection, self._tenant, import_id, self._now())

    async def begin(self, kind: str, file_name: str, digest: str, by: str) -> None:
        async with self._database.writing(self._tenant) as connection:
            await self._turn.require(connection)
            self.import_id = await import_journal.begin(
                connection,
                self._tenant,
                kind=kind,
                file_name=file_name,
                digest=digest,
                started_at=self._now(),
                started_by=by,
            )

    async def write(self, batch: Batch) -> None:
        if self._commits:
            await self._pause()
        async with self._database.alone():
            written = await asyncio.to_thread(self._write, batch)
        self._commits += 1
        self._inserted += len(written.inserted)
        self._duplicate += written.duplicate
        self._conflict += written.conflict
        self._rejected += len(batch.rejected)

    def _write(self, batch: Batch) -> Written:
        with _no_cycle_search():
            written = self._writer.write(self.import_id, batch, self._now())
            self._totals.add(written.inserted)
        return written

    async def publish(self) -> Counts:
        async with self._database.alone():
            overlaps = await asyncio.to_thread(self._note_overlaps)
        counts = Counts(
            inserted=self._inserted,
            duplicate=self._duplicate,
            conflict=self._conflict,
            rejected=self._rejected,
            overlapping=overlaps.calls,
            overlap_micro_units=overlaps.micro_units,
        )
        async with self._database.writing(self._tenant) as connection:
            await self._turn.require(connection)
            await usage_totals.add(
                connection, self._tenant, self.import_id, self._totals.days(), self._totals.organisers()
            )
            await import_journal.publish(
                connection, self._tenant, self.import_id, counts, self._totals.span, self._now()
            )
            await self._turn.give_back(connection)
        self._turn.given_back = True
        return counts

    def _note_overlaps(self) -> FoundOverlaps:
        span = self._totals.span
        if span is None or not self._writer.has_overlaps(self.import_id, span):
            return FoundOverlaps()
        with self._writer.turn(self._now()) as connection:
            return usage_overlaps.note(connection, self._tenant, self.import_id, span)

    def _now(self) -> int:
        return int(self._clock().timestamp())

    async def _pause(self) -> None:
        await asyncio.sleep(self._pace.pause.total_seconds())


@contextmanager
def _no_cycle_search() -> Iterator[None]:
    """Rows hold no cycles, and looking for some among so many objects would cost a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _writer(database: Database, turn: Turn) -> SqliteUsageWriter:
    if database.file is None:
        raise DatabaseError("usage is imported into SQLite only: leave DATABASE_URL unset")
    return SqliteUsageWriter(database.file, turn.tenant, turn.holder)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
