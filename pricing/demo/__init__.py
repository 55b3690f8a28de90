"""The invented demo organisation, made from a seed."""

from datetime import date

from pricing.catalog import Catalog
from pricing.organisation import Organisation
from pricing.storage import organisations
from pricing.storage.database import Database

DEMO_TENANT = "demo"


async def ensure_demo(database: Database, catalog: Catalog, today: date) -> None:
    """Have the demo organisation's profile."""
    async with database.writing() as connection:
        if await organisations.load(connection, DEMO_TENANT) is None:
            profile = Organisation(DEMO_TENANT, "Contoso demo", "DE", "EUR", "EA")
            await organisations.save(connection, profile)
