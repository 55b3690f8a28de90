"""Records in bulk: whatever the parts that a file is written in, each row is there once, with its line."""

import pytest
from sqlalchemy import select

from pricing.imports import usage_report
from pricing.imports.usage_import import Pace, import_usage
from pricing.storage import usage_writer
from pricing.storage.import_journal import Counts
from pricing.storage.schema import usage_record
from tests.pricing.reports import NOW, as_csv, call

TENANT = "o'brien?"
CALLS = [call(f"id-{number}", f"2026-07-01T12:{number:02}", "0.45") for number in range(12)]


async def lines(database) -> dict[str, tuple[int, int]]:
    """Import and line of every record."""
    wanted = select(usage_record.c["usage_id", "import_id", "line"]).where(usage_record.c.tenant == TENANT)
    async with database.reading(TENANT) as connection:
        return {row[0]: (row[1], row[2]) for row in await connection.execute(wanted)}


async def imported(database, file, calls, rows_per_commit=50_000) -> Counts:
    file.write_text(as_csv(calls), encoding="utf-8")
    pace = Pace(rows_per_commit)
    done = await import_usage(database, TENANT, file, by="test", clock=lambda: NOW, pace=pace)
    return done.counts


@pytest.mark.parametrize("at_once", [1, 5, 6, 12, 13])
async def test_records_of_any_number_are_written_many_in_a_statement(
    sqlite_database, tmp_path, monkeypatch, at_once
):
    monkeypatch.setattr(usage_writer, "INSERTED_AT_ONCE", at_once)
    assert await imported(sqlite_database, tmp_path / "a.csv", CALLS) == Counts(inserted=12)
    assert await lines(sqlite_database) == {f"id-{number}": (1, number + 2) for number in range(12)}


async def test_known_and_new_records_may_take_turns(database, tmp_path, monkeypatch):
    monkeypatch.setattr(usage_report, "PIECE_CHARACTERS", 300)
    known = CALLS[2:4] + CALLS[8:9]
    await imported(database, tmp_path / "a.csv", known)
    counts = await imported(database, tmp_path / "b.csv", [*CALLS, CALLS[0]], rows_per_commit=2)
    assert counts == Counts(inserted=9, duplicate=4)
    expected = {one["UsageId"]: (2, line) for line, one in enumerate(CALLS, 2)}
    expected |= {one["UsageId"]: (1, line) for line, one in enumerate(known, 2)}
    assert await lines(database) == expected
