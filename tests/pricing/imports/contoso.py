"""One organisation's reports, and what is known of them."""

from pricing.imports.usage_import import withdraw_import
from pricing.storage import usage_records, usage_totals
from pricing.storage.database import Database
from tests.pricing.reports import NOW, call

TENANT = "contoso"
ONE = call("id-1", "2026-07-01T12:00", "0.45")
TWO = call("id-2", "2026-07-01T13:00", "0.05", Connection_Fee="0.02")


async def known_ids(database: Database, tenant: str = TENANT) -> list[str]:
    """Of the records in force."""
    async with database.reading(TENANT) as connection:
        records = usage_records.between(connection, tenant, None, None)
        return [record.usage_id async for record in records]


async def total(database: Database, tenant: str = TENANT) -> int:
    """Charges and fees in force, in micro-units."""
    async with database.reading(TENANT) as connection:
        days = await usage_totals.charges_by_day(connection, tenant)
    return sum(day.charge_micro_units + day.fee_micro_units for day in days)


async def withdraw(database: Database, import_id: int) -> None:
    """Take an import out of force."""
    await withdraw_import(database, TENANT, import_id, reason="wrong file", by="test", clock=lambda: NOW)
