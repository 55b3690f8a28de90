"""M11 on PostgreSQL: history is append-only, for the application and for the owner of the tables."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from pricing.storage.database import Database
from pricing.storage.forgetting import forget
from tests.databases.cluster import OWNER
from tests.pricing.storage.history import ALLOWED, CHANGES, HISTORY, TABLES


@pytest.fixture
async def history(postgresql_database):
    async with postgresql_database.writing("acme") as connection:
        for statement in HISTORY:
            await connection.execute(text(statement))
    return postgresql_database


async def change(database, statement):
    async with database.writing("acme") as connection:
        await connection.execute(text(statement))


@pytest.mark.parametrize("role", ["application", OWNER])
async def test_history_cannot_be_changed(history, cluster, role):
    database = history if role == "application" else Database(cluster.server.url(OWNER, "shared"))
    for statement in CHANGES:
        with pytest.raises(DBAPIError, match=r"never changed|withdraw"):
            await change(database, statement)
    await database.close()


async def test_no_table_of_history_can_be_emptied_at_once(history, cluster):
    owner = Database(cluster.server.url(OWNER, "shared"))
    for table in (*TABLES, "audit"):
        with pytest.raises(DBAPIError, match="permission denied"):
            await change(history, f"TRUNCATE {table}")
        with pytest.raises(DBAPIError, match=r"never changed|withdraw"):
            await change(owner, f"TRUNCATE {table} CASCADE")
    await owner.close()


async def test_what_is_not_published_or_is_derived_may_change(history):
    for statement in ALLOWED:
        await change(history, statement)


async def test_a_tenant_that_is_forgotten_whole_lets_its_history_go(history):
    async with history.writing("acme") as connection:
        await forget(connection, "acme")
    async with history.reading("acme") as connection:
        for table in TABLES:
            assert (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() == 0
