"""Things that must happen once: taking in an activity, pressing a button that changes, greeting a person."""

from typing import Any

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import seen_activity, used_nonce, welcomed

ACTIVITY_REMEMBERED_SECONDS = 24 * 3600


async def take_in(
    connection: AsyncConnection, tenant: str, conversation: str, activity: str, at: int
) -> bool:
    """True the first time within 24 hours; `at` in epoch seconds. Older ones are forgotten on the way."""
    oldest = at - ACTIVITY_REMEMBERED_SECONDS
    await connection.execute(
        delete(seen_activity).where(seen_activity.c.tenant == tenant, seen_activity.c.seen_at < oldest)
    )
    row = {"tenant": tenant, "conversation": conversation, "activity": activity, "seen_at": at}
    return await first_time(connection, seen_activity, row)


async def use_nonce(connection: AsyncConnection, tenant: str, nonce: str, at: int) -> bool:
    """True the first time; in the same transaction as the change that it guards."""
    return await first_time(connection, used_nonce, {"tenant": tenant, "nonce": nonce, "used_at": at})


async def is_used(connection: AsyncConnection, tenant: str, nonce: str) -> bool:
    """Whether the button of this nonce has changed something already."""
    query = select(used_nonce.c.nonce).where(used_nonce.c.tenant == tenant, used_nonce.c.nonce == nonce)
    return (await connection.execute(query)).first() is not None


async def welcome(connection: AsyncConnection, tenant: str, conversation: str, user: str, at: int) -> bool:
    """True the first time that this person is met in this chat."""
    row = {"tenant": tenant, "conversation": conversation, "user_id": user, "at": at}
    return await first_time(connection, welcomed, row)


async def first_time(connection: AsyncConnection, table: Table, row: dict[str, Any]) -> bool:
    """Insert the row; False when there is one of its key, which stays as it is."""
    try:
        async with connection.begin_nested():
            await connection.execute(insert(table).values(row))
    except IntegrityError:
        return False
    return True
