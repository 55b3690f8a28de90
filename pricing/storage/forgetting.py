"""Erasing a tenant whole: the one exception to history that is only ever added to."""

from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.storage.schema import forgetting, metadata


async def forget(connection: AsyncConnection, tenant: str) -> None:
    """Remove everything of this tenant, within the caller's transaction."""
    await connection.execute(forgetting.insert().values(tenant=tenant))
    for table in reversed(metadata.sorted_tables):
        if table is not forgetting:
            await connection.execute(table.delete().where(table.c.tenant == tenant))
    await connection.execute(forgetting.delete().where(forgetting.c.tenant == tenant))
