"""Organisations' profiles: one row each."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.money import CURRENCY_DIGITS, decimal, micro_units
from pricing.organisation import Organisation
from pricing.storage import locks
from pricing.storage.locks import Lock
from pricing.storage.schema import organisation as table

_PROFILE = select(table).where(table.c.tenant == bindparam("tenant"))


async def load(connection: AsyncConnection, tenant: str) -> Organisation | None:
    """The organisation's profile; None when nobody has set it up."""
    row = (await connection.execute(_PROFILE, {"tenant": tenant})).mappings().first()
    if row is None:
        return None
    values = dict(row)
    price = values.pop("licence_price_micro_units")
    if price is not None:
        values["licence_price"] = decimal(price, CURRENCY_DIGITS[values["currency"]])
    return Organisation(**values)


async def save(connection: AsyncConnection, organisation: Organisation) -> None:
    """Create the profile or put this one in the place of what was there."""
    await locks.hold(connection, Lock.PROFILE, organisation.tenant)
    await connection.execute(delete(table).where(table.c.tenant == organisation.tenant))
    await connection.execute(insert(table).values(_row(organisation)))


def _row(organisation: Organisation) -> dict[str, Any]:
    values = asdict(organisation)
    price = values.pop("licence_price")
    values["licence_price_micro_units"] = None if price is None else micro_units(price)
    return values
