"""The import of a usage report: each file one import, all or nothing as a reader sees it."""

import asyncio
import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from pricing.imports.archive import Export, open_export
from pricing.imports.graph_pages import opened_page
from pricing.imports.running_totals import RunningTotals
from pricing.imports.usage_source import Part, Source, no_cycle_search
from pricing.storage import disk_faults, import_journal, import_turn, usage_totals
from pricing.storage.database import Database
from pricing.storage.import_journal import Counts
from pricing.storage.import_lock import Lock
from pricing.storage.import_turn import Lease, Turn
from pricing.storage.threads import short_turns, to_its_end
from pricing.storage.usage_comparison import Batch, Written
from pricing.storage.usage_copier import COPIED_AT_ONCE, PostgresqlUsageWriter
from pricing.storage.usage_overlaps import FoundOverlaps
from pricing.storage.usage_writer import SqliteUsageWriter

Clock = Callable[[], datetime]
"""Gives the present instant, aware and in UTC."""


@dataclass(frozen=True)
class Pace:
    """How an import shares the database with those who read."""

    rows_per_commit: int = 50_000
    pause: timedelta = timedelta(milliseconds=100)
    """Between commits on SQLite: without it readers starve."""
    patience: timedelta = import_turn.PATIENCE
    """How long to wait for another import of the same organisation."""
    sleep: import_turn.Sleep = asyncio.sleep

    async def rest(self) -> None:
        """The pause."""
        await self.sleep(self.pause.total_seconds())


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
    database: Database,
    tenant: str,
    file: Path,
    *,
    by: str,
    clock: Clock,
    pace: Pace | None = None,
    on_rows: Callable[[int], None] | None = None,
) -> ImportedUsage:
    """Import a CSV, the export's zip or a page of Graph as .json.

    Raises UsageReportError or ImportRefused, and then nothing counts.
    """
    with opened_page(file) if file.suffix.lower() == ".json" else open_export(file) as export:
        digest = await asyncio.to_thread(_digest, file)
        return await import_export(
            database,
            tenant,
            export,
            file_name=file.name,
            digest=digest,
            by=by,
            clock=clock,
            pace=pace,
            on_rows=on_rows,
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
    on_rows: Callable[[int], None] | None = None,
) -> ImportedUsage:
    """Import what `export` offers, under that name; `on_rows` is told how many rows are done.

    Raises DatabaseError for a full or failing disk too.
    """
    pace = pace or Pace()
    most = pace.rows_per_commit if database.file else min(pace.rows_per_commit, COPIED_AT_ONCE)
    source = Source(export, most)
    with closing(source):
        # The first rows are read before anything is written: what is no report leaves no trace.
        batch = await to_its_end(source.next)
        with disk_faults.told():
            async with import_turn.turn(database, tenant, clock, pace.patience, pace.sleep) as turn:
                with closing(_writer(database, turn, pace)) as writer:
                    run = _Run(turn, writer, clock)
                    await run.begin(export.kind, file_name, digest, by)
                    with short_turns():
                        await _write_while_reading(run, source, batch, on_rows)
                    counts = await run.publish()
        return ImportedUsage(run.import_id, counts, tuple(source.parts), export.left_out)


async def _write_while_reading(
    run: "_Run", source: "Source", batch: Batch | None, on_rows: Callable[[int], None] | None
) -> None:
    """Read the next rows while these are written; so two batches are in memory, each some 60 MB."""
    while batch is not None:
        written, following = await asyncio.gather(
            run.write(batch), to_its_end(source.next), return_exceptions=True
        )
        if isinstance(written, BaseException):
            raise written
        if isinstance(following, BaseException):
            raise following
        if on_rows:
            on_rows(run.rows)
        batch = following


async def withdraw_import(
    database: Database,
    tenant: str,
    import_id: int,
    *,
    reason: str,
    by: str,
    clock: Clock,
    pace: Pace | None = None,
) -> None:
    """Take an import out of force, not beside another import. Raises ImportRefused."""
    pace = pace or Pace()
    mine = import_turn.turn(database, tenant, clock, pace.patience, pace.sleep)
    async with mine as turn, turn.writing(last=True) as connection:
        at = int(clock().timestamp())
        await import_journal.withdraw(connection, tenant, import_id, reason=reason, by=by, at=at)


class UsageWriter(Protocol):
    """Writes the rows of one import in bulk, as the engine does it best."""

    async def prepare(self, now: int) -> None:
        """Before the first row; `now` in epoch seconds."""

    async def write(self, import_id: int, batch: Batch, now: int) -> Written:
        """Write some rows and say what became of them."""

    async def note_overlaps(self, import_id: int, span: tuple[int, int], now: int) -> FoundOverlaps:
        """List and sum the records that may be calls known under other ids; all lie within `span`."""

    def close(self) -> None:
        """Let go of what it held."""


class _Run:
    """One import between taking its turn and being published."""

    def __init__(self, turn: Turn, writer: UsageWriter, clock: Clock) -> None:
        self._turn, self._tenant, self._writer, self._clock = turn, turn.tenant, writer, clock
        self._totals = RunningTotals()
        self._inserted = self._duplicate = self._conflict = self._rejected = 0
        self.import_id = 0

    async def begin(self, kind: str, file_name: str, digest: str, by: str) -> None:
        await self._writer.prepare(self._now())
        async with self._turn.writing() as connection:
            self.import_id = await import_journal.begin(
                connection,
                self._tenant,
                kind=kind,
                file_name=file_name,
                digest=digest,
                started_at=self._now(),
                started_by=by,
            )

    @property
    def rows(self) -> int:
        """Rows that were dealt with so far."""
        return self._inserted + self._duplicate + self._conflict + self._rejected

    async def write(self, batch: Batch) -> None:
        with no_cycle_search():
            written = await self._writer.write(self.import_id, batch, self._now())
            await to_its_end(self._totals.add, written.inserted)
        self._inserted += len(written.inserted)
        self._duplicate += written.duplicate
        self._conflict += written.conflict
        self._rejected += len(batch.rejected)

    async def publish(self) -> Counts:
        overlaps = await self._overlaps()
        counts = Counts(
            inserted=self._inserted,
            duplicate=self._duplicate,
            conflict=self._conflict,
            rejected=self._rejected,
            overlapping=overlaps.calls,
            overlap_micro_units=overlaps.micro_units,
        )
        async with self._turn.writing(last=True) as connection:
            await usage_totals.add(
                connection, self._tenant, self.import_id, self._totals.days(), self._totals.organisers()
            )
            await import_journal.publish(
                connection, self._tenant, self.import_id, counts, self._totals.span, self._now()
            )
        return counts

    async def _overlaps(self) -> FoundOverlaps:
        span = self._totals.span
        if span is None:
            return FoundOverlaps()
        return await self._writer.note_overlaps(self.import_id, span, self._now())

    def _now(self) -> int:
        return int(self._clock().timestamp())


def _writer(database: Database, turn: Turn, pace: Pace) -> UsageWriter:
    if isinstance(turn, Lock):
        return PostgresqlUsageWriter(turn)
    assert isinstance(turn, Lease)  # noqa: S101  # there are two engines
    return SqliteUsageWriter(database, turn, pace.rest)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
