"""The records behind a suspicion that calls are counted twice, call by call."""

from itertools import groupby

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.storage.schema import imports_in_force, usage_overlap
from pricing.storage.usage_overlaps import Member


async def calls(connection: AsyncConnection, tenant: str) -> list[list[Member]]:
    """Records in force that may be one call, in groups of two and more, by start."""
    table, in_force = usage_overlap.c, imports_in_force().subquery()
    same_import = (in_force.c.tenant == table.tenant) & (in_force.c.import_id == table.import_id)
    order = ("started_at", "duration_seconds", "call_id", "call_type", "charge_micro_units", "currency")
    statement = (
        select(*(table[name] for name in Member._fields))
        .select_from(usage_overlap.join(in_force, same_import))
        .where(table.tenant == tenant)
        .order_by(*(table[name] for name in (*order, "usage_id")))
    )
    members = [Member(*row) for row in await connection.execute(statement)]
    grouped = (list(group) for _, group in groupby(members, key=lambda member: member.call))
    return [group for group in grouped if len(group) > 1]
