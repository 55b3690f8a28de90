"""Conversations in which the channel no longer lets the bot write."""

from sqlalchemy import ColumnElement, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.once import first_time
from bot.storage.schema import parked_conversation

_OF: tuple[ColumnElement[bool], ...] = (
    parked_conversation.c.tenant == bindparam("of"),
    parked_conversation.c.conversation == bindparam("where"),
)
_FOUND = select(parked_conversation.c.parked_at).where(*_OF)
_GONE = delete(parked_conversation).where(*_OF)


async def park(connection: AsyncConnection, tenant: str, conversation: str, at: int) -> None:
    """Remember it; `at` in epoch seconds. The first time stays."""
    row = {"tenant": tenant, "conversation": conversation, "parked_at": at}
    await first_time(connection, parked_conversation, row)


async def is_parked(connection: AsyncConnection, tenant: str, conversation: str) -> bool:
    """Whether it is remembered."""
    found = await connection.execute(_FOUND, {"of": tenant, "where": conversation})
    return found.first() is not None


async def unpark(connection: AsyncConnection, tenant: str, conversation: str) -> None:
    """Forget it."""
    await connection.execute(_GONE, {"of": tenant, "where": conversation})
