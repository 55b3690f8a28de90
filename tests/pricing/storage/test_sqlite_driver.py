"""SQLite answers through one trip to its thread for a statement, with everything that a cursor tells."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from pricing.storage import sqlite_driver
from pricing.storage.database import Database


@pytest.fixture
async def database(tmp_path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite+aiosqlite:///{tmp_path / 'one.db'}")
    async with opened.writing() as connection:
        await connection.execute(text("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT UNIQUE)"))
    yield opened
    await opened.close()


async def _add(database: Database, *names: str) -> int:
    async with database.writing() as connection:
        rows = [{"name": name} for name in names]
        return (await connection.execute(text("INSERT INTO thing (name) VALUES (:name)"), rows)).rowcount


async def test_rows_come_back_with_their_columns(database):
    await _add(database, "one", "two")
    async with database.reading() as connection:
        found = await connection.execute(text("SELECT id, name FROM thing ORDER BY id"))
        assert [dict(row) for row in found.mappings()] == [
            {"id": 1, "name": "one"},
            {"id": 2, "name": "two"},
        ]


async def test_a_change_tells_how_many_rows_it_changed(database):
    assert await _add(database, "one", "two", "three") == 3


async def test_a_refused_change_is_undone_and_the_connection_goes_on(database):
    await _add(database, "one")
    with pytest.raises(IntegrityError):
        await _add(database, "two", "one")
    async with database.reading() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM thing")) == 1


async def test_a_statement_takes_one_trip(database, monkeypatch):
    trips: list[str] = []

    def counted(connection: sqlite3.Connection, how: object, *what: str) -> object:
        trips.append(what[0])
        return _run(connection, how, *what)

    _run = sqlite_driver._run
    monkeypatch.setattr(sqlite_driver, "_run", counted)
    async with database.reading() as connection:
        await connection.execute(text("SELECT 1"))
        assert connection.sync_connection.connection.dbapi_connection.driver_connection._conn.in_transaction
    assert trips == ["SELECT 1"]


async def test_reading_nothing_leaves_the_connection_fit_for_writing(database):
    async with database.reading():
        pass
    assert await _add(database, "one") == 1


async def test_who_reads_sees_one_state_from_the_first_statement_on(database):
    async with database.reading() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM thing")) == 0
        other = sqlite3.connect(database.file, timeout=0)
        with suppress(sqlite3.OperationalError), other:
            other.execute("INSERT INTO thing (name) VALUES ('two')")
        other.close()
        assert await connection.scalar(text("SELECT count(*) FROM thing")) == 0
