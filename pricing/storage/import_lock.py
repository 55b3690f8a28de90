"""Whose turn it is to import, on PostgreSQL: a lock that lasts as long as the import's one transaction.

Whatever ends the transaction, a crash or a lost connection too, undoes the import and frees the turn.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.errors import ImportRefused
from pricing.storage import locks
from pricing.storage.database import Database

STILL_RUNNING = "another import of this organisation is still running: try again later"
_LOCK_NOT_AVAILABLE = "55P03"


class Lock:
    """A turn on PostgreSQL: one transaction from its beginning to its end."""

    def __init__(self, tenant: str, connection: AsyncConnection) -> None:
        self.tenant = tenant
        self.connection = connection

    @asynccontextmanager
    async def writing(self, *, last: bool = False) -> AsyncIterator[AsyncConnection]:
        """The turn's own transaction, which is committed when the turn ends."""
        yield self.connection


@asynccontextmanager
async def turn(database: Database, tenant: str, patience: timedelta) -> AsyncIterator[Lock]:
    """Wait for the turn and hold it. Raises ImportRefused after so long a wait."""
    async with database.writing(tenant) as connection:
        await _wait(connection, tenant, patience)
        yield Lock(tenant, connection)


async def _wait(connection: AsyncConnection, tenant: str, patience: timedelta) -> None:
    # Zero would mean for ever.
    milliseconds = max(1, patience // timedelta(milliseconds=1))
    await connection.execute(_LOCK_TIMEOUT, {"value": str(milliseconds)})
    try:
        await locks.hold(connection, locks.Lock.IMPORT, tenant)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
            raise
        raise ImportRefused(STILL_RUNNING) from None
    await connection.execute(_LOCK_TIMEOUT, {"value": "0"})


_LOCK_TIMEOUT = text("SELECT set_config('lock_timeout', :value, true)")
