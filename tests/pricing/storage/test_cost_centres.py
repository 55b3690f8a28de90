"""The list of cost centres in force: the last import, whole."""

from datetime import UTC, datetime

from pricing.cost_centres import CostCentres, compare, not_assigned
from pricing.storage import cost_centres
from pricing.storage.database import Database
from pricing.storage.forgetting import forget

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
SALES = {"a@contoso.example": "Sales", "b@contoso.example": "Sales"}
FINANCE = {"b@contoso.example": "Finance"}


async def keep(database: Database, of_user: dict[str, str], tenant: str = "acme") -> None:
    async with database.writing(tenant) as connection:
        await cost_centres.replace(connection, tenant, of_user, "staff.csv", "test", NOW)


async def kept(database: Database, tenant: str = "acme") -> CostCentres:
    async with database.reading(tenant) as connection:
        return await cost_centres.load(connection, tenant)


async def test_the_last_import_wins_whole(database: Database) -> None:
    await keep(database, SALES)
    await keep(database, FINANCE)
    found = await kept(database)
    assert (found.of("B@contoso.example"), found.of("a@contoso.example")) == ("Finance", "")
    assert (found.file_name, found.imported_at) == ("staff.csv", NOW)


async def test_another_tenants_list_is_not_read(database: Database) -> None:
    await keep(database, SALES)
    assert not (await kept(database, "fabrikam")).known


async def test_a_tenant_that_is_forgotten_loses_its_list(database: Database) -> None:
    await keep(database, SALES)
    async with database.writing("acme") as connection:
        await forget(connection, "acme")
    assert await kept(database) == CostCentres()


def test_what_a_new_list_changes_is_counted_in_people():
    changes = compare(SALES, FINANCE | {"c@contoso.example": "Sales"})
    assert (changes.added, changes.moved, changes.removed, changes.unchanged) == (1, 1, 1, 0)


def test_people_whom_a_list_lacks_are_named_once():
    users = ["", "A@contoso.example", "z@contoso.example", "z@contoso.example"]
    assert not_assigned(users, SALES) == ["z@contoso.example"]
