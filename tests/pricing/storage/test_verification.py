"""`verify` finds nothing in a sound ledger, and each figure that the raw rows do not bear out."""

import sqlite3

import pytest
from sqlalchemy import text

from pricing.ledger_entry import Entry, EntryKind
from pricing.storage import import_journal, ledger_entries, traces, verification
from tests.pricing.ledger_tables import instant
from tests.pricing.reports import NOW, call, imported

AS_OF = instant("2026-07-15T12:00")
ENTRIES = [
    Entry(0, EntryKind.TOP_UP, instant("2026-07-10"), 5_000_000, "EUR"),
    Entry(0, EntryKind.ADJUSTMENT, instant("2026-07-12"), -1_000_000, "EUR", reason="because"),
    Entry(0, EntryKind.ASSERTION, instant("2026-07-13"), 1_000_000, "USD"),
]
ROWS = [
    call("a", "2026-07-09T10:00:00", "1.00"),
    call("b", "2026-07-11T10:00:00", "3.00", Connection_Fee="0.10"),
    call("c", "2026-07-13T10:00:00", "2.00"),
    call("d", "2026-07-12T10:00:00", "0.50", Currency="USD"),
    call("e", "2026-07-14T10:00:00", "0.25", Currency="USD"),
    call("f", "2026-07-14T10:00:00", "0.00", Capability="FREECALL"),
]


@pytest.fixture
async def ledger(database, tmp_path):
    async with database.writing("acme") as connection:
        for entry in ENTRIES:
            await ledger_entries.record(connection, "acme", entry)
    await imported(database, "acme", tmp_path / "july.csv", ROWS)
    withdrawn = await imported(database, "acme", tmp_path / "more.csv", [call("g", "2026-07-11", "9.00")])
    async with database.writing("acme") as connection:
        await import_journal.withdraw(
            connection, "acme", withdrawn.import_id, reason="twice", by="test", at=int(NOW.timestamp())
        )
    return database


async def differences(database, charge_includes_fee=False):
    async with database.reading("acme") as connection:
        return await verification.differences(
            connection, "acme", AS_OF, charge_includes_fee=charge_includes_fee
        )


@pytest.mark.parametrize("charge_includes_fee", [True, False])
async def test_a_sound_ledger_has_no_differences(ledger, charge_includes_fee):
    assert await differences(ledger, charge_includes_fee) == []


DAMAGES = [
    ("UPDATE usage_total SET charge_micro_units = 1 WHERE day = '2026-07-11'", "total of"),
    ("DELETE FROM usage_total WHERE day = '2026-07-13'", "total of"),
    ("DELETE FROM charge_total WHERE day = '2026-07-13'", "ledger EUR lot 1"),
    ("UPDATE charge_total SET charge_micro_units = 1 WHERE day = '2026-07-11'", "charges of import"),
    ("UPDATE organiser_total SET calls = calls + 1", "organiser"),
    ("UPDATE published_import SET rows_inserted = 7", "records"),
    ("UPDATE usage_record SET draws = 'not_counted'", "MCOMEETACPEA"),
    ("DELETE FROM usage_record WHERE usage_id = 'c'", "ledger EUR"),
]
GUARDS = ("published_import_no_update", "usage_record_no_update", "usage_record_no_delete")


@pytest.mark.parametrize(("damage", "named"), DAMAGES)
async def test_damage_is_named(ledger, damage, named, request):
    if ledger.file is None:
        request.getfixturevalue("cluster").unguarded(damage, "shared")
    else:
        await unguarded(ledger, damage)
    assert any(named in one.what for one in await differences(ledger))


async def unguarded(ledger, damage):
    async with ledger.writing("acme") as connection:
        for guard in GUARDS:
            await connection.execute(text(f"DROP TRIGGER {guard}"))
        await connection.execute(text(damage))


CONTENT = {
    "charge_micro_units": 1,
    "fee_micro_units": 1,
    "currency": "USD",
    "duration_seconds": 61,
    "call_type": "conf_in",
    "capability": "FREECALL",
    "started_at": instant("2026-07-11T10:00:01"),
    "import_id": 2,
    "caller_number": "+4930",
}


@pytest.fixture
async def sqlite_ledger(sqlite_database, tmp_path):
    await imported(sqlite_database, "acme", tmp_path / "july.csv", ROWS)
    await imported(sqlite_database, "acme", tmp_path / "more.csv", [call("g", "2026-07-11", "9.00")])
    return sqlite_database


@pytest.mark.parametrize("column", CONTENT)
async def test_a_record_that_a_foreign_connection_replaced_is_noticed(sqlite_ledger, column):
    with sqlite3.connect(sqlite_ledger.file) as foreign:
        foreign.row_factory = sqlite3.Row
        kept = foreign.execute("SELECT * FROM usage_record WHERE usage_id = 'b'").fetchone()
        values = dict(kept) | {column: CONTENT[column]}
        marks = ", ".join(f":{name}" for name in values)
        foreign.execute(f"INSERT OR REPLACE INTO usage_record VALUES ({marks})", values)
    foreign.close()
    assert await differences(sqlite_ledger) != []


async def traced(database, choice):
    async with database.reading("acme") as connection:
        return await traces.trace(connection, "acme", AS_OF, choice, charge_includes_fee=False)


async def test_a_lot_is_traced_to_the_charges_that_drew_from_it(ledger):
    found = await traced(ledger, traces.of_lot(1))
    assert [(one.source.charge.usage_id, one.source.line) for one in found.chosen] == [("b", 3), ("c", 4)]
    assert (found.lots[1].charges, found.lots[1].amount) == (2, 4_000_000)
    assert found.adjusted == {1: 1_000_000}


async def test_a_shortfall_is_traced_to_the_charges_that_found_too_little(ledger):
    found = await traced(ledger, traces.of_shortfall)
    lacking = {one.source.charge.usage_id: one.lacking for one in found.chosen}
    assert lacking == {"a": 1_000_000, "c": 1_100_000}
    assert found.shortfall["EUR"].amount == 2_100_000


async def test_charges_from_before_the_opening_are_traced_apart(ledger):
    found = await traced(ledger, traces.of_day(instant("2026-07-12")))
    assert [(one.source.charge.usage_id, one.before_opening) for one in found.chosen] == [("d", True)]
    assert found.before_opening["USD"].amount == 500_000
