"""Migrations on PostgreSQL, by the owner of the tables."""

from sqlalchemy import text

from bot.storage.schema import CONVERSATIONS
from pricing.storage.database import Database
from pricing.storage.revisions import PRICING, stored_revision, upgrade
from tests.databases.cluster import OWNER, SCHEMAS


async def test_a_new_database_is_the_same_as_one_that_grew_by_migrations(cluster, postgresql_migrated):
    cluster.create("grown")
    owner = Database(cluster.server.url(OWNER, "grown"))
    async with owner.writing() as connection:
        for schema in SCHEMAS:
            await connection.run_sync(upgrade, schema)
    await owner.admit("minutewise", *SCHEMAS)
    await owner.close()
    assert cluster.server.described("grown") == cluster.server.described("shared")


async def test_texts_are_in_the_order_of_their_code_points(postgresql_database):
    query = text(
        "SELECT attrelid::regclass::text, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
        "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND atttypid = 'text'::regtype "
        "AND attcollation <> '\"C\"'::regcollation"
    )
    async with postgresql_database.reading() as connection:
        assert (await connection.execute(query)).all() == []


async def test_an_older_database_is_brought_up_to_date_and_keeps_its_rows(cluster):
    cluster.create("older")
    owner = Database(cluster.server.url(OWNER, "older"))
    async with owner.writing() as connection:
        await connection.run_sync(upgrade, PRICING, "0002")
        total = (
            "'acme', '2026-07-01', 1, 'EUR', 'counted', 'conf_in', 'toll', 'DE', 2, 2, 2, 60, 10, 1, 500, 20"
        )
        await connection.execute(text(f"INSERT INTO usage_total VALUES ({total})"))
    await owner.migrate(PRICING, CONVERSATIONS)
    async with owner.reading("acme") as connection:
        assert await connection.run_sync(stored_revision, PRICING) == PRICING.head()
        assert (await connection.execute(text("SELECT charge_micro_units FROM charge_total"))).all() == [
            (500,)
        ]
    await owner.close()
