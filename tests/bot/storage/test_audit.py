"""The audit log: append-only, apart by tenant."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from bot.storage import audit
from bot.storage.schema import CONVERSATIONS
from bot.storage.schema import audit as table
from pricing.storage.database import Database
from pricing.storage.revisions import stored_revision, upgrade

DEED = audit.Deed(datetime(2026, 7, 15, tzinfo=UTC), "ana", "balance", "personal", "answered")


@pytest.fixture
async def database(tmp_path):
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/test.db")
    await database.migrate(CONVERSATIONS)
    yield database
    await database.close()


async def test_the_newest_deed_comes_first_and_tenants_stay_apart(database):
    later = audit.Deed(DEED.at, "ben", "record_top_up", "personal", "answered")
    async with database.writing() as connection:
        for deed in (DEED, later):
            await audit.record(connection, "one", deed)
        await audit.record(connection, "two", DEED)
        assert await audit.newest(connection, "one", 10) == [later, DEED]


@pytest.mark.parametrize("change", [update(table).values(user_id="x"), delete(table)])
async def test_a_line_can_neither_be_changed_nor_removed(database, change):
    async with database.writing() as connection:
        await audit.record(connection, "one", DEED)
    with pytest.raises(IntegrityError, match="never changed"):
        async with database.writing() as connection:
            await connection.execute(change)


async def test_the_migrations_make_the_tables_that_the_program_expects(tmp_path):
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/old.db")
    async with database.writing() as connection:
        await connection.run_sync(upgrade, CONVERSATIONS)
        assert await connection.run_sync(stored_revision, CONVERSATIONS) == CONVERSATIONS.head()
    async with database.writing() as connection:
        await audit.record(connection, "one", DEED)
    await database.close()
