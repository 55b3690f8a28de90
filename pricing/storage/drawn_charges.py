"""Every single charge that draws, in the order of drawing, with the row of the report it came from."""

from collections.abc import AsyncIterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.ledger import Charge
from pricing.storage.schema import imports_in_force, usage_record
from pricing.usage import Draws

ROWS_AT_A_TIME = 10_000


class Sourced(NamedTuple):
    """A charge and where it stood."""

    charge: Charge
    import_id: int
    line: int


async def stream(
    connection: AsyncConnection, tenant: str, until: int, *, charge_includes_fee: bool
) -> AsyncIterator[Sourced]:
    """Charges of imports in force whose calls started at or before `until` (epoch seconds)."""
    record, in_force = usage_record.c, imports_in_force().subquery()
    alone = record.charge_micro_units
    amount: ColumnElement[int] = alone if charge_includes_fee else alone + record.fee_micro_units
    same_import = (in_force.c.tenant == record.tenant) & (in_force.c.import_id == record.import_id)
    query = (
        select(record.started_at, record.usage_id, amount, record.currency, record.import_id, record.line)
        .select_from(usage_record.join(in_force, same_import))
        .where(record.tenant == tenant, record.draws == Draws.COUNTED.value, record.started_at <= until)
        .order_by(record.started_at, record.usage_id)
        .execution_options(yield_per=ROWS_AT_A_TIME)
    )
    # Many at a time: waiting for each row takes longer than drawing it.
    async for rows in (await connection.stream(query)).partitions():
        for row in rows:
            yield Sourced(Charge(*row[:4]), *row[4:])
