"""Imports that fail, die, are cancelled or want to run beside another."""

import asyncio
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from pricing.errors import DatabaseError, ImportRefused, UsageReportError
from pricing.imports.usage_import import Pace, import_usage
from pricing.storage import import_journal, import_turn
from pricing.storage.database import Database
from pricing.storage.import_journal import Counts
from pricing.storage.schema import import_lease, usage_record
from tests.pricing.imports.contoso import ONE, TENANT, TWO, known_ids, total
from tests.pricing.reports import NOW, as_csv, call, imported

pytestmark = pytest.mark.usefixtures("everything_logged")

SMALL = Pace(rows_per_commit=1, pause=timedelta(0))
IMPATIENT = Pace(patience=timedelta(0))


async def broken_halfway(database: Database, file: Path) -> None:
    """An import that dies after its first commit, at a part that is no report."""
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("PSTN.calls.1.csv", as_csv([ONE, TWO, ONE | {"Charge": "-1"}]))
        archive.writestr("PSTN.calls.2.csv", "a,b\n1,2\n")
    with pytest.raises(UsageReportError):
        await import_usage(database, TENANT, file, by="test", clock=lambda: NOW, pace=SMALL)
    # On PostgreSQL an import is one transaction, and nothing of it stays.
    left = 2 if database.file else 0
    async with database.reading(TENANT) as connection:
        assert len((await connection.execute(select(usage_record))).all()) == left


async def test_nothing_of_an_import_that_fails_counts(database, file):
    await broken_halfway(database, file)
    assert (await known_ids(database), await total(database)) == ([], 0)


async def test_the_next_import_clears_what_a_dead_one_left(database, file):
    await broken_halfway(database, file)
    other = ONE | {"Charge": "2.00"}
    assert (await imported(database, TENANT, file, [other])).counts == Counts(inserted=1)
    async with database.reading(TENANT) as connection:
        assert len((await connection.execute(select(usage_record))).all()) == 1
        assert await import_journal.unpublished(connection, TENANT) == []


async def test_an_import_waits_for_its_turn(database, file):
    file.write_text(as_csv([ONE]), encoding="utf-8")
    async with import_turn.turn(database, TENANT, lambda: NOW):
        with pytest.raises(ImportRefused, match="still running"):
            await import_usage(database, TENANT, file, by="test", clock=lambda: NOW, pace=IMPATIENT)
        waiting = asyncio.create_task(imported(database, TENANT, file, [ONE]))
        await asyncio.wait([waiting], timeout=0.2)
        assert not waiting.done()
    assert (await waiting).counts == Counts(inserted=1)


async def test_patience_ends(database):
    async with import_turn.turn(database, TENANT, lambda: NOW):
        with pytest.raises(ImportRefused, match="still running"):
            async with import_turn.turn(database, TENANT, lambda: NOW, patience=timedelta(0)):
                pass


async def test_a_turn_that_was_lost_writes_nothing_more(sqlite_database):
    database = sqlite_database
    clock = iter([NOW, NOW + timedelta(hours=1)])
    first = import_turn.turn(database, TENANT, lambda: next(clock))
    second = import_turn.turn(database, TENANT, lambda: next(clock))
    async with first as turn, second, database.writing(TENANT) as connection:
        with pytest.raises(ImportRefused, match="took over"):
            await turn.require(connection)


async def test_a_turn_held_by_a_process_that_died_is_free_at_once(sqlite_database, file):
    database = sqlite_database
    async with import_turn.turn(database, TENANT, lambda: NOW) as turn:
        host, _, rest = turn.holder.split(":")
        async with database.writing(TENANT) as connection:
            dead = f"{host}:{2**22 + 1}:{rest}"
            await connection.execute(update(import_lease).values(holder=dead))
        done = await imported(database, TENANT, file, [ONE])
    assert done.counts == Counts(inserted=1)


async def test_nobody_waits_for_a_turn_that_could_not_be_given_back(sqlite_database, file, monkeypatch):
    async def fails(*_) -> None:
        raise DatabaseError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(import_turn.Lease, "give_back", fails)
        async with import_turn.turn(sqlite_database, TENANT, lambda: NOW):
            pass
    async with import_turn.turn(sqlite_database, TENANT, lambda: NOW, patience=timedelta(0)) as turn:
        assert turn.holder


async def test_whoever_waits_looks_again_as_time_passes(sqlite_database):
    passed = []

    async def sleep(seconds: float) -> None:
        passed.append(seconds)

    async with import_turn.turn(sqlite_database, TENANT, lambda: NOW):
        with pytest.raises(ImportRefused, match="still running"):
            async with import_turn.turn(sqlite_database, TENANT, lambda: NOW, timedelta(seconds=3), sleep):
                pass
    assert sum(passed) == pytest.approx(3, abs=0.2)


async def test_an_import_that_is_cancelled_counts_nothing_and_can_be_tried_again(database, file):
    running: list[asyncio.Task] = []
    rows = [call(f"id-{n}", "2026-07-01T12:00", "0.01") for n in range(3_000)]
    file.write_text(as_csv(rows), encoding="utf-8")
    importing = import_usage(
        database,
        TENANT,
        file,
        by="test",
        clock=lambda: NOW,
        pace=Pace(rows_per_commit=500, pause=timedelta(0)),
        on_rows=lambda _: running[0].cancel(),
    )
    running.append(asyncio.ensure_future(importing))
    with pytest.raises(asyncio.CancelledError):
        await running[0]
    assert await total(database) == 0
    assert (await imported(database, TENANT, file, rows)).counts == Counts(inserted=3_000)
