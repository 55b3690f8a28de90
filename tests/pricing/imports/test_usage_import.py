"""What an import does to what was there before: duplicates, conflicts, overlaps, withdrawals, deaths."""

import asyncio
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from pricing.errors import DatabaseError, ImportRefused, UsageReportError
from pricing.imports.usage_import import Pace, import_usage, withdraw_import
from pricing.storage import import_journal, import_turn, usage_records, usage_totals
from pricing.storage.database import Database
from pricing.storage.import_journal import Counts
from pricing.storage.schema import import_lease, usage_import, usage_record
from tests.pricing.reports import NOW, as_csv, call, imported

TENANT = "contoso"
ONE = call("id-1", "2026-07-01T12:00", "0.45")
TWO = call("id-2", "2026-07-01T13:00", "0.05", Connection_Fee="0.02")


async def known_ids(database: Database, tenant: str = TENANT) -> list[str]:
    async with database.reading(TENANT) as connection:
        records = usage_records.between(connection, tenant, None, None)
        return [record.usage_id async for record in records]


async def total(database: Database, tenant: str = TENANT) -> int:
    async with database.reading(TENANT) as connection:
        days = await usage_totals.charges_by_day(connection, tenant)
    return sum(day.charge_micro_units + day.fee_micro_units for day in days)


async def withdraw(database: Database, import_id: int) -> None:
    await withdraw_import(database, TENANT, import_id, reason="wrong file", by="test", clock=lambda: NOW)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "PSTN.calls.2026-07-15.csv"


async def test_an_import_counts_what_it_reads(database, file):
    done = await imported(database, TENANT, file, [ONE, TWO])
    assert done.counts == Counts(inserted=2)
    assert await total(database) == 520_000


async def test_the_same_file_again_changes_nothing(database, file):
    await imported(database, TENANT, file, [ONE, TWO])
    done = await imported(database, TENANT, file, [ONE, TWO])
    assert done.counts == Counts(duplicate=2)
    assert await total(database) == 520_000


async def test_a_row_twice_in_one_file_counts_once(database, file):
    done = await imported(database, TENANT, file, [ONE, TWO, ONE | {"UsageId": "ID-1"}])
    assert done.counts == Counts(inserted=2, duplicate=1)


async def test_names_and_numbers_are_not_content_and_the_first_ones_stay(database, file):
    await imported(database, TENANT, file, [ONE])
    renamed = ONE | {"UPN": "new@contoso.example", "Destination Number": "+351910000123"}
    assert (await imported(database, TENANT, file, [renamed])).counts == Counts(duplicate=1)
    async with database.reading(TENANT) as connection:
        [record] = [one async for one in usage_records.between(connection, TENANT, None, None)]
    assert record.user_principal_name == "alex@contoso.example"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("Start Time", "2026-07-01T12:00:01Z"), ("Duration Seconds", "61"), ("Call Type", "conf_in"),
        ("Charge", "0.46"), ("Connection Fee", "0.01"), ("Currency", "USD"), ("Capability", "FREECALL"),
    ],
)  # fmt: skip
async def test_other_content_under_one_id_is_kept_aside(database, file, column, value):
    await imported(database, TENANT, file, [ONE])
    assert (await imported(database, TENANT, file, [ONE | {column: value}])).counts == Counts(conflict=1)
    async with database.reading(TENANT) as connection:
        [conflict] = await usage_records.conflicts(connection, TENANT)
    assert (conflict.usage_id, conflict.line) == ("id-1", 2)
    assert await total(database) == 450_000


async def test_equal_calls_under_other_ids_are_counted_and_told(database, file):
    twins = [ONE | {"UsageId": name, "Call ID": "one call"} for name in ("a", "b", "c")]
    done = await imported(database, TENANT, file, twins[:1])
    done = await imported(database, TENANT, file, twins)
    assert done.counts == Counts(inserted=2, duplicate=1, overlapping=2, overlap_micro_units={"EUR": 900_000})
    async with database.reading(TENANT) as connection:
        assert await usage_records.overlaps(connection, TENANT) == [(2, 900_000, "EUR")]
    assert await total(database) == 3 * 450_000


async def test_equal_calls_of_one_file_overlap_but_for_the_first(database, file):
    twins = [ONE | {"UsageId": name, "Call ID": "one call"} for name in ("a", "b", "c")]
    counts = (await imported(database, TENANT, file, twins)).counts
    assert (counts.overlapping, counts.overlap_micro_units) == (2, {"EUR": 900_000})


@pytest.mark.parametrize("column", ["Call ID", "Start Time", "Duration Seconds", "Call Type", "Charge"])
async def test_calls_that_differ_in_one_point_do_not_overlap(database, file, column):
    other = TWO | {"Call ID": "another call"}
    twin = ONE | {"UsageId": "id-9", column: other[column] if column != "Call Type" else "conf_in"}
    twin["Duration Seconds"] = "61" if column == "Duration Seconds" else "60"
    assert (await imported(database, TENANT, file, [ONE, twin])).counts == Counts(inserted=2)


async def test_an_overlap_ends_when_one_of_its_imports_is_withdrawn(database, file):
    for name in ("a", "b"):
        await imported(database, TENANT, file, [ONE | {"UsageId": name, "Call ID": "one call"}])
    await withdraw(database, 1)
    async with database.reading(TENANT) as connection:
        assert await usage_records.overlaps(connection, TENANT) == []


async def test_a_withdrawn_import_counts_no_more_and_may_come_again(database, file):
    await imported(database, TENANT, file, [ONE, TWO])
    await withdraw(database, 1)
    assert (await known_ids(database), await total(database)) == ([], 0)
    assert (await imported(database, TENANT, file, [ONE, TWO])).counts == Counts(inserted=2)
    assert (await known_ids(database), await total(database)) == (["id-1", "id-2"], 520_000)
    await withdraw(database, 2)
    assert (await imported(database, TENANT, file, [TWO])).counts == Counts(inserted=1)


async def test_a_withdrawal_deletes_nothing(database, file):
    await imported(database, TENANT, file, [ONE])
    await withdraw(database, 1)
    async with database.reading(TENANT) as connection:
        assert len((await connection.execute(select(usage_record))).all()) == 1
        [entry] = await import_journal.entries(connection, TENANT)
    assert (entry.reason, entry.withdrawn_by) == ("wrong file", "test")


async def test_an_import_is_withdrawn_once_and_with_a_reason(database, file):
    await imported(database, TENANT, file, [ONE])
    with pytest.raises(ImportRefused, match="there is no import 7"):
        await withdraw(database, 7)
    with pytest.raises(ImportRefused, match="needs a reason"):
        await withdraw_import(database, TENANT, 1, reason=" ", by="test", clock=lambda: NOW)
    await withdraw(database, 1)
    with pytest.raises(ImportRefused, match="withdrawn already"):
        await withdraw(database, 1)


async def test_one_tenants_ids_say_nothing_of_anothers(database, file):
    await imported(database, TENANT, file, [ONE])
    assert (await imported(database, "fabrikam", file, [ONE])).counts == Counts(inserted=1)


async def test_rejected_rows_are_kept_with_line_and_reason(database, file):
    bad = ONE | {"Currency": "XYZ"}
    done = await imported(database, TENANT, file, [ONE, bad, TWO])
    assert done.counts == Counts(inserted=2, rejected=1)
    async with database.reading(TENANT) as connection:
        [row] = [one async for one in usage_records.rejections(connection, TENANT, done.import_id)]
    assert (row.line, row.reason) == (3, "bad_currency")


async def test_a_report_without_calls_is_an_import(database, file):
    done = await imported(database, TENANT, file, [])
    assert done.counts == Counts()
    async with database.reading(TENANT) as connection:
        assert len(await import_journal.entries(connection, TENANT)) == 1


async def test_what_is_no_report_leaves_no_trace(database, file):
    file.write_text("a,b\n1,2\n")
    with pytest.raises(UsageReportError):
        await import_usage(database, TENANT, file, by="test", clock=lambda: NOW)
    async with database.reading(TENANT) as connection:
        assert (await connection.execute(select(usage_import))).all() == []


SMALL = Pace(rows_per_commit=1, pause=timedelta(0))


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
    async with import_turn.turn(database, TENANT, lambda: NOW):
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


async def test_the_parts_of_an_archive_are_one_import_each_with_its_own_lines(database, tmp_path):
    file = tmp_path / "Calls.Export.1.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("PSTN.calls.1.csv", as_csv([ONE, ONE | {"Charge": "-1"}]))
        archive.writestr("PSTN.calls.2.csv", as_csv([TWO | {"Charge": "-1"}, TWO]))
    done = await import_usage(database, TENANT, file, by="test", clock=lambda: NOW)
    assert done.counts == Counts(inserted=2, rejected=2)
    async with database.reading(TENANT) as connection:
        lines = [row.line async for row in usage_records.rejections(connection, TENANT, done.import_id)]
    assert [done.place_of(line) for line in lines] == [("PSTN.calls.1.csv", 3), ("PSTN.calls.2.csv", 2)]


async def test_totals_are_by_day_kind_and_organiser(database, file):
    last_second = call("id-3", "2026-07-31T23:59:59", "1.00", UPN="Sam@Contoso.example")
    await imported(database, TENANT, file, [ONE, TWO, last_second])
    async with database.reading(TENANT) as connection:
        days = await usage_totals.daily(connection, TENANT)
        organisers = await usage_totals.by_organiser(connection, TENANT, "2026-07", "2026-07")
    assert [(day.day, day.calls, day.country, day.billed_steps_6) for day in days] == [
        ("2026-07-01", 2, "BR", 20),
        ("2026-07-31", 1, "BR", 10),
    ]
    assert [(one.user_principal_name, one.charge_micro_units) for one in organisers] == [
        ("alex@contoso.example", 500_000),
        ("sam@contoso.example", 1_000_000),
    ]


async def test_charges_are_known_through_the_latest_call_in_force(database, file):
    await imported(database, TENANT, file, [TWO])
    await imported(database, TENANT, file, [ONE])
    async with database.reading(TENANT) as connection:
        through = await import_journal.charges_through(connection, TENANT)
    assert through == int(datetime(2026, 7, 1, 13, tzinfo=UTC).timestamp())


async def test_ids_of_one_instant_are_in_the_order_of_their_code_points(database, file):
    await imported(database, TENANT, file, [ONE | {"UsageId": name} for name in ("a_b", "ab", "a-b")])
    assert await known_ids(database) == ["a-b", "a_b", "ab"]


async def test_sums_are_whole_numbers_on_both_engines(database, file):
    twins = [ONE | {"UsageId": name, "Call ID": "one call"} for name in ("a", "b")]
    await imported(database, TENANT, file, twins)
    async with database.reading(TENANT) as connection:
        [day] = await usage_totals.daily(connection, TENANT)
        [organiser] = await usage_totals.by_organiser(connection, TENANT, "2026-07", "2026-07")
        [overlaps] = await usage_records.overlaps(connection, TENANT)
        [dial_out] = await usage_records.dial_out_by_country(connection, TENANT, 0, 2**40)
    values = (*day, *organiser, *overlaps, *dial_out)
    assert {type(value) for value in values} == {str, int}


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
