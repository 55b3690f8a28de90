"""Whose turn it is to import: imports and withdrawals of one tenant run one after the other.

The turn is a row with the holder's name and an end, renewed while the holder works. Without the row no
importer writes, so one that was silent for too long cannot disturb whoever came after it.
"""

import asyncio
import os
import socket
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.errors import ImportRefused
from pricing.storage.database import Database
from pricing.storage.schema import import_lease

LEASE_SECONDS = 60
"""How long a holder may stay silent before another may take its turn."""
LOOK_AGAIN = timedelta(milliseconds=100)
PATIENCE = timedelta(minutes=10)
LOST_TURN = "another import took over after a long silence: import the file again"


@asynccontextmanager
async def turn(
    database: Database, tenant: str, clock: Callable[[], datetime], patience: timedelta = PATIENCE
) -> AsyncIterator[str]:
    """Wait for the turn and hold it; gives the holder's name. Raises ImportRefused after so long a wait."""
    holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex}"
    for _ in range(patience // LOOK_AGAIN + 1):
        async with database.writing() as connection:
            if await _take(connection, tenant, holder, int(clock().timestamp())):
                break
        await asyncio.sleep(LOOK_AGAIN.total_seconds())
    else:
        raise ImportRefused("another import of this organisation is still running: try again later")
    try:
        yield holder
    finally:
        # The row's end frees the turn too, if the database is out of reach now.
        with suppress(SQLAlchemyError):
            await _give_back(database, tenant, holder)


async def require(connection: AsyncConnection, tenant: str, holder: str) -> None:
    """Within a transaction: the turn is still this holder's. Raises ImportRefused."""
    held = select(import_lease.c.holder).where(import_lease.c.tenant == tenant)
    if (await connection.execute(held)).scalar_one_or_none() != holder:
        raise ImportRefused(LOST_TURN)


async def _take(connection: AsyncConnection, tenant: str, holder: str, now: int) -> bool:
    held = select(import_lease.c.holder, import_lease.c.expires_at).where(import_lease.c.tenant == tenant)
    row = (await connection.execute(held)).first()
    if row is not None and row.expires_at > now and _may_live(row.holder):
        return False
    await connection.execute(import_lease.delete().where(import_lease.c.tenant == tenant))
    values = {"tenant": tenant, "holder": holder, "expires_at": now + LEASE_SECONDS}
    await connection.execute(insert(import_lease).values(**values))
    return True


async def _give_back(database: Database, tenant: str, holder: str) -> None:
    async with database.writing() as connection:
        await connection.execute(
            import_lease.delete().where(import_lease.c.tenant == tenant, import_lease.c.holder == holder)
        )


def _may_live(holder: str) -> bool:
    """False only for a process of this machine that has ended, so that a crash makes nobody wait."""
    host, process, _ = holder.split(":", 2)
    if host != socket.gethostname() or os.name != "posix":
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
