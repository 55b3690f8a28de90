"""M11 on PostgreSQL: history is append-only, for the application and for the owner of the tables."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from pricing.storage.database import Database
from pricing.storage.forgetting import forget
from pricing.storage.schema import usage_record
from tests.databases.cluster import OWNER
from tests.pricing.storage.test_append_only import CARD, ENTRY, IMPORT, PUBLISHED, RATE, TAKEN_BACK, WITHDRAWN

AUDITED = "INSERT INTO audit VALUES ('acme', 1, 0, 'ana', 'balance', 'personal', 'answered')"


def record(import_id, usage_id):
    values = {name: "0" for name in usage_record.c.keys()}  # noqa: SIM118  # the columns' names
    values |= {"tenant": "'acme'", "usage_id": f"'{usage_id}'", "import_id": str(import_id)}
    return f"INSERT INTO usage_record VALUES ({', '.join(values.values())})"


@pytest.fixture
async def history(postgresql_database):
    begun = [IMPORT.format(id=number) for number in (1, 2)]
    records = [record(1, "published"), record(2, "unpublished")]
    async with postgresql_database.writing("acme") as connection:
        for statement in (ENTRY, AUDITED, *begun, *records, PUBLISHED, WITHDRAWN, CARD, RATE, TAKEN_BACK):
            await connection.execute(text(statement))
    return postgresql_database


PRICING = [
    "ledger_entry",
    "usage_record",
    "published_import",
    "withdrawn_import",
    "rate_card",
    "rate",
    "withdrawn_rate_card",
]
TABLES = [*PRICING, "audit"]
CHANGES = [
    "UPDATE ledger_entry SET amount_micro_units = 1",
    "DELETE FROM ledger_entry",
    ENTRY + " ON CONFLICT (tenant, id) DO UPDATE SET amount_micro_units = 1",
    "UPDATE usage_record SET charge_micro_units = 1 WHERE usage_id = 'published'",
    "UPDATE usage_record SET import_id = 2 WHERE usage_id = 'published'",
    "DELETE FROM usage_record WHERE usage_id = 'published'",
    "UPDATE published_import SET import_id = 2",
    "DELETE FROM published_import",
    "UPDATE withdrawn_import SET reason = 'another'",
    "DELETE FROM withdrawn_import",
    "UPDATE rate_card SET effective_on = '2026-01-01'",
    "DELETE FROM rate_card",
    "UPDATE rate SET per_minute_micro_units = 2",
    "DELETE FROM rate",
    "UPDATE withdrawn_rate_card SET reason = 'another'",
    "DELETE FROM withdrawn_rate_card",
    "UPDATE audit SET user_id = 'ben'",
    "DELETE FROM audit",
]


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
    for table in TABLES:
        with pytest.raises(DBAPIError, match="permission denied"):
            await change(history, f"TRUNCATE {table}")
        with pytest.raises(DBAPIError, match=r"never changed|withdraw"):
            await change(owner, f"TRUNCATE {table} CASCADE")
    await owner.close()


async def test_what_is_not_published_or_is_derived_may_change(history):
    await change(history, "UPDATE usage_record SET charge_micro_units = 1 WHERE usage_id = 'unpublished'")
    await change(history, "DELETE FROM usage_record WHERE usage_id = 'unpublished'")
    await change(history, "DELETE FROM usage_total")


async def test_a_tenant_that_is_forgotten_whole_lets_its_history_go(history):
    async with history.writing("acme") as connection:
        await forget(connection, "acme")
    async with history.reading("acme") as connection:
        for table in PRICING:
            assert (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() == 0
