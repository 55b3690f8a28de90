"""On PostgreSQL the rows of one tenant are out of reach for transactions of any other, and of none."""

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError

from bot.storage.schema import CONVERSATIONS
from pricing.errors import DatabaseError
from pricing.storage.database import Database
from pricing.storage.revisions import PRICING
from pricing.storage.row_security import lifted_for_owner
from pricing.storage.schema import forgetting, organisation
from tests.databases.cluster import APPLICATION, OWNER, SCHEMAS

TABLES = {
    name: table for schema in (PRICING, CONVERSATIONS) for name, table in schema.metadata.tables.items()
}


@pytest.fixture
async def two_tenants(postgresql_database):
    for tenant in ("acme", "fabrikam"):
        async with postgresql_database.writing(tenant) as connection:
            await connection.execute(insert(organisation).values(tenant=tenant, billing_step_seconds=6))
    return postgresql_database


async def tenants_seen(database, tenant):
    async with database.reading(tenant) as connection:
        return list((await connection.execute(select(organisation.c.tenant))).scalars())


async def test_a_query_without_a_tenant_finds_no_row(two_tenants):
    assert await tenants_seen(two_tenants, None) == []
    assert await tenants_seen(two_tenants, "") == []


async def test_pooled_connections_pass_no_tenant_on(two_tenants):
    for tenant in ("acme", None, "fabrikam", "acme", None) * 3:
        assert await tenants_seen(two_tenants, tenant) == ([tenant] if tenant else [])


async def test_a_row_of_another_tenant_can_be_neither_written_nor_changed(two_tenants):
    with pytest.raises(DBAPIError, match="row-level security"):
        async with two_tenants.writing("acme") as connection:
            await connection.execute(insert(forgetting).values(tenant="fabrikam"))
    async with two_tenants.writing("acme") as connection:
        changed = await connection.execute(update(organisation).values(name="Acme"))
    assert changed.rowcount == 1


async def test_no_table_lacks_it(postgresql_database):
    query = text(
        "SELECT relname, relrowsecurity AND relforcerowsecurity AND EXISTS "
        "(SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid) FROM pg_class "
        "WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    )
    async with postgresql_database.reading() as connection:
        found = {name: is_bound for name, is_bound in await connection.execute(query)}
    without_tenant = {PRICING.version_table, CONVERSATIONS.version_table}
    assert {name for name, is_bound in found.items() if is_bound} == set(TABLES)
    assert found.keys() - set(TABLES) == without_tenant


@pytest.mark.parametrize("name", TABLES)
def test_every_key_and_index_begins_with_the_tenant(name):
    table = TABLES[name]
    keys = [next(iter(table.primary_key)).name, *(next(iter(index.columns)).name for index in table.indexes)]
    keys += [key.column_keys[0] for key in table.foreign_key_constraints]
    assert set(keys) == {"tenant"}


async def test_the_owner_is_bound_as_well_but_for_migrations(two_tenants, cluster):
    owner = Database(cluster.server.url(OWNER, "shared"))
    assert await tenants_seen(owner, None) == []
    async with owner.writing() as connection:
        assert await connection.run_sync(seen_by_a_migration) == ["acme", "fabrikam"]
    assert await tenants_seen(owner, None) == []
    await owner.close()


def seen_by_a_migration(connection):
    with lifted_for_owner(connection):
        return sorted(connection.execute(select(organisation.c.tenant)).scalars())


@pytest.mark.parametrize(("role", "why"), [(OWNER, "owns the tables"), ("postgres", "is a superuser")])
async def test_a_role_that_is_above_the_rules_is_refused(postgresql_url, cluster, role, why):
    database = Database(cluster.server.url(role, "shared"))
    with pytest.raises(DatabaseError, match=f"connects as {role}, which {why}.*a role that owns nothing"):
        await database.prepare(*SCHEMAS)
    await database.close()


async def test_the_applications_role_can_change_no_table(postgresql_database):
    await postgresql_database.prepare(*SCHEMAS)
    assert postgresql_database.role == APPLICATION
    for deed in ("DROP TABLE audit", "ALTER TABLE audit DISABLE TRIGGER ALL", "CREATE TABLE mine (a int)"):
        with pytest.raises(DBAPIError, match="must be owner|permission denied"):
            async with postgresql_database.writing("acme") as connection:
                await connection.execute(text(deed))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("minutewise:", "minutewise:wrong"), "password authentication failed"),
        (("/shared", "/nothing"), 'database "nothing" does not exist'),
        (("/shared", "/postgres"), "not set up for this program: run `python app.py migrate`"),
        (("127.0.0.1", "host.invalid"), "cannot reach the database"),
    ],
)
async def test_a_database_that_cannot_be_used_says_why(postgresql_url, change, said):
    database = Database(postgresql_url.replace(*change))
    with pytest.raises(DatabaseError) as caught:
        await database.prepare(*SCHEMAS)
    await database.close()
    assert said in str(caught.value) and postgresql_url.split(":")[2].split("@")[0] not in str(caught.value)
