"""What only one transaction of a tenant does at a time; the others wait until it ends."""

from enum import IntEnum

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection


class Lock(IntEnum):
    """Each guards numbers or rows that are read before they are written. Kept for good; 5 was one once."""

    LEDGER = 1
    IMPORT = 2
    RATE_CARDS = 3
    PROFILE = 4
    AUDIT = 6
    UNANSWERED = 7


async def hold(connection: AsyncConnection, lock: Lock, tenant: str) -> None:
    """Wait for the lock, and hold it to the end of the transaction."""
    # SQLite has one writer at a time anyway.
    if connection.dialect.name == "postgresql":
        await connection.execute(_HOLD, {"tenant": tenant, "lock": lock.value})


_HOLD = text("SELECT pg_advisory_xact_lock(hashtextextended(:tenant, :lock))")
