"""Opening, creating and migrating a database."""

import asyncio
import sqlite3
from time import process_time

import pytest
from sqlalchemy import text

from pricing.errors import DatabaseError
from pricing.storage.database import Database
from pricing.storage.revisions import PRICING, stored_revision, upgrade
from tests.databases.cluster import SCHEMAS


def url(file):
    return f"sqlite+aiosqlite:///{file}"


def statements_of(file):
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return sorted(" ".join(row[0].split()).replace("( ", "(").replace(" )", ")") for row in rows)


async def test_a_new_database_is_the_same_as_one_that_grew_by_migrations(tmp_path):
    (tmp_path / "grown.db").touch()
    new, grown = Database(url(tmp_path / "new.db")), Database(url(tmp_path / "grown.db"))
    await new.migrate(*SCHEMAS)
    async with grown.writing() as connection:
        for schema in SCHEMAS:
            await connection.run_sync(upgrade, schema)
    await asyncio.gather(new.close(), grown.close())
    assert statements_of(tmp_path / "new.db") == statements_of(tmp_path / "grown.db")


async def test_a_new_database_is_ready_at_once(tmp_path):
    database = Database(url(tmp_path / "a" / "folder" / "new.db"))
    begin = process_time()  # its own work: what else the machine does is not measured
    await database.migrate()
    took = process_time() - begin
    await database.close()
    assert took < 0.5


async def test_an_older_database_is_brought_up_to_date_and_keeps_its_rows(tmp_path):
    (tmp_path / "old.db").touch()
    database = Database(url(tmp_path / "old.db"))
    async with database.writing() as connection:
        await connection.run_sync(upgrade, PRICING, "0001")
        await connection.execute(text("INSERT INTO forgetting VALUES ('acme')"))
    await database.migrate()
    async with database.reading() as connection:
        assert await connection.run_sync(stored_revision, PRICING) == PRICING.head()
        assert (await connection.execute(text("SELECT tenant FROM forgetting"))).scalars().all() == ["acme"]
    await database.close()


async def test_a_database_of_a_newer_program_is_refused(sqlite_database):
    async with sqlite_database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match=r"newer than this program.*update the program"):
        await sqlite_database.migrate()


@pytest.mark.parametrize(
    "wrong", ["", "nonsense", "mysql://root@localhost/x", "sqlite+aiosqlite://", "sqlite:///file.db"]
)
def test_an_address_that_cannot_be_used_says_what_can(wrong):
    with pytest.raises(DatabaseError, match="DATABASE_URL"):
        Database(wrong)


async def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError, match=r"cannot write the database .*file"):
        await Database(url(tmp_path / "file" / "minutewise.db")).migrate()


async def test_the_settings_that_keep_money_safe_are_on(sqlite_database):
    expected = {"synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "journal_mode": "delete"}
    if sqlite3.sqlite_version_info >= (3, 51, 3):
        expected["journal_mode"] = "wal"
    async with sqlite_database.reading() as connection:
        for name, value in expected.items():
            found = (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
            assert found == value, name


async def test_what_fails_half_way_leaves_nothing(database):
    with pytest.raises(ZeroDivisionError):
        async with database.writing("acme") as connection:
            await connection.execute(text("INSERT INTO forgetting VALUES ('acme')"))
            _ = 1 // 0
    async with database.reading("acme") as connection:
        assert (await connection.execute(text("SELECT count(*) FROM forgetting"))).scalar_one() == 0


async def test_twenty_writers_at_once_all_come_through(database):
    async def add(number):
        async with database.writing("acme") as connection:
            row = {"nonce": str(number)}
            await connection.execute(text("INSERT INTO used_nonce VALUES ('acme', :nonce, 0)"), row)

    await asyncio.gather(*(add(number) for number in range(20)))
    async with database.reading("acme") as connection:
        assert (await connection.execute(text("SELECT count(*) FROM used_nonce"))).scalar_one() == 20


def _damage(file, start):
    pages = bytearray(file.read_bytes())
    pages[start:] = b"\xa5" * (len(pages) - start)
    file.write_bytes(pages)


@pytest.mark.parametrize("start", [0, 4096])
async def test_a_damaged_file_is_told_with_what_to_do(database_file, start):
    _damage(database_file, start)
    database = Database(url(database_file))
    with pytest.raises(DatabaseError, match=f"{database_file}: the database is damaged.*backup.*DATA_DIR"):
        async with database.reading() as connection:
            await connection.execute(text("SELECT * FROM usage_record"))
    await database.close()
