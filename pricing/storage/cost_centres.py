"""An organisation's cost centres: the list that was imported last, whole; earlier ones are not kept."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.cost_centres import CostCentres
from pricing.storage.schema import cost_centre, cost_centre_list


async def load(connection: AsyncConnection, tenant: str) -> CostCentres:
    """The list in force; an empty one when none was imported."""
    columns = (cost_centre_list.c.file_name, cost_centre_list.c.imported_at)
    head = (await connection.execute(select(*columns).where(cost_centre_list.c.tenant == tenant))).first()
    if head is None:
        return CostCentres()
    pairs = select(cost_centre.c.sign_in_key, cost_centre.c.name).where(cost_centre.c.tenant == tenant)
    of_user = {user: name for user, name in await connection.execute(pairs)}
    return CostCentres(of_user, head.file_name, datetime.fromtimestamp(head.imported_at, UTC))


async def replace(
    connection: AsyncConnection,
    tenant: str,
    of_user: Mapping[str, str],
    file_name: str,
    imported_by: str,
    now: datetime,
) -> None:
    """Put this list in the place of the one before, within the caller's transaction."""
    for table in (cost_centre, cost_centre_list):
        await connection.execute(delete(table).where(table.c.tenant == tenant))
    head = {
        "tenant": tenant,
        "file_name": file_name,
        "imported_at": int(now.timestamp()),
        "imported_by": imported_by,
    }
    await connection.execute(insert(cost_centre_list), head)
    rows = [{"tenant": tenant, "sign_in_key": user, "name": name} for user, name in of_user.items()]
    await connection.execute(insert(cost_centre), rows)
