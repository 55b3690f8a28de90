"""The audit log: append-only, apart by tenant."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from bot.storage import audit
from bot.storage.schema import audit as table

DEED = audit.Deed(datetime(2026, 7, 15, tzinfo=UTC), "ana", "balance", "personal", "answered")


async def test_the_newest_deed_comes_first_and_tenants_stay_apart(database):
    later = audit.Deed(DEED.at, "ben", "record_top_up", "personal", "answered")
    async with database.writing("one") as connection:
        for deed in (DEED, later):
            await audit.record(connection, "one", deed)
    async with database.writing("two") as connection:
        await audit.record(connection, "two", DEED)
        assert await audit.newest(connection, "two", 10) == [DEED]
    async with database.reading("one") as connection:
        assert await audit.newest(connection, "one", 10) == [later, DEED]


@pytest.mark.parametrize("change", [update(table).values(user_id="x"), delete(table)])
async def test_a_line_can_neither_be_changed_nor_removed(database, change):
    async with database.writing("one") as connection:
        await audit.record(connection, "one", DEED)
    with pytest.raises(DBAPIError, match="never changed"):
        async with database.writing("one") as connection:
            await connection.execute(change)


async def test_lines_written_at_the_same_moment_each_get_a_number(database):
    async def keep():
        async with database.writing("one") as connection:
            await audit.record(connection, "one", DEED)

    await asyncio.gather(*(keep() for _ in range(8)))
    async with database.reading("one") as connection:
        assert len(await audit.newest(connection, "one", 10)) == 8
