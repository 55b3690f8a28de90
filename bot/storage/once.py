"""Things that must happen once: taking in an activity, pressing a button that changes, greeting a person."""

from typing import Any

from sqlalchemy import Table, TextClause, bindparam, delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import parked_conversation, seen_activity, used_nonce, welcomed

ACTIVITY_REMEMBERED_SECONDS = 24 * 3600


def _unless_there(table: Table) -> TextClause:
    # One statement on both engines; a failed INSERT would need a savepoint around it.
    names = table.c.keys()
    values = ", ".join(f":{name}" for name in names)
    return text(
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({values}) ON CONFLICT DO NOTHING"  # noqa: S608
    )


_UNLESS_THERE = {
    table.name: _unless_there(table) for table in (parked_conversation, seen_activity, used_nonce, welcomed)
}
_FORGET_OLDER = delete(seen_activity).where(
    seen_activity.c.tenant == bindparam("of"), seen_activity.c.seen_at < bindparam("oldest")
)


async def take_in(
    connection: AsyncConnection, tenant: str, conversation: str, activity: str, at: int
) -> bool:
    """True the first time within 24 hours; `at` in epoch seconds. Older ones are forgotten on the way."""
    await connection.execute(_FORGET_OLDER, {"of": tenant, "oldest": at - ACTIVITY_REMEMBERED_SECONDS})
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
    """Insert the row, of all its columns; False when there is one of its key, which stays as it is."""
    inserted = await connection.execute(_UNLESS_THERE[table.name], row)
    return inserted.rowcount == 1
