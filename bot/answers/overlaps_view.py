"""Calls that may be counted twice, as plain data for a card."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answers.balance_view import money
from pricing.storage import usage_records


async def suspected(connection: AsyncConnection, tenant: str) -> list[dict[str, Any]]:
    """Per currency, over all imports in force."""
    found = await usage_records.overlaps(connection, tenant)
    return [{"calls": one.calls, "amount": money(one.charge_micro_units, one.currency)} for one in found]
