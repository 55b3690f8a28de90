"""Whose turn it is to import: imports and withdrawals of one tenant run one after the other.

On PostgreSQL the turn is a lock (`import_lock`). On SQLite it is a row with the holder's name and an end,
renewed while the holder works. Without the row no importer writes, so one that was silent for too long cannot
disturb whoever came after it. Of a holder on this machine it is known whether it has ended: nobody waits for
one that could not take its row away.
"""

import asyncio
import os
import socket
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.errors import DatabaseError, ImportRefused
from pricing.storage import import_lock
from pricing.storage.database import Database
from pricing.storage.import_lock import STILL_RUNNING
from pricing.storage.schema import import_lease

LEASE_SECONDS = 60
"""How long a holder may stay silent before another may take its turn."""
LOOK_AGAIN = timedelta(milliseconds=100)
PATIENCE = timedelta(minutes=10)
LOST_TURN = "another import took over after a long silence: import the file again"

Sleep = Callable[..., Awaitable[None]]
"""Comes back after so many seconds."""

_AT_WORK: set[str] = set()
"""The holders of this process, those who wait for their turn among them."""
_LEASE = import_lease.c
_HELD = select(_LEASE.holder, _LEASE.expires_at).where(_LEASE.tenant == bindparam("of"))
_FREE = import_lease.delete().where(_LEASE.tenant == bindparam("of"))
_GIVE_BACK = _FREE.where(_LEASE.holder == bindparam("by"))


class Turn(Protocol):
    """The right to import for a tenant."""

    tenant: str

    def writing(self, *, last: bool = False) -> AbstractAsyncContextManager[AsyncConnection]:
        """A transaction within the turn, or the one that the turn is; `last` gives the turn back with it."""


class Lease:
    """A turn on SQLite."""

    def __init__(self, database: Database, tenant: str, holder: str) -> None:
        self.tenant = tenant
        self.holder = holder
        self.given_back = False
        self._database = database

    @asynccontextmanager
    async def writing(self, *, last: bool = False) -> AsyncIterator[AsyncConnection]:
        """A transaction of its own. Raises ImportRefused when the turn was lost."""
        async with self._database.writing(self.tenant) as connection:
            await self.require(connection)
            yield connection
            if last:
                await self.give_back(connection)
        self.given_back = self.given_back or last

    async def require(self, connection: AsyncConnection) -> None:
        """Within a transaction: the turn is still held. Raises ImportRefused."""
        held = (await connection.execute(_HELD, {"of": self.tenant})).first()
        if held is None or held.holder != self.holder:
            raise ImportRefused(LOST_TURN)

    async def give_back(self, connection: AsyncConnection) -> None:
        """Within a transaction: let the next importer start as soon as it is committed."""
        await connection.execute(_GIVE_BACK, {"of": self.tenant, "by": self.holder})


@asynccontextmanager
async def turn(
    database: Database,
    tenant: str,
    clock: Callable[[], datetime],
    patience: timedelta = PATIENCE,
    sleep: Sleep = asyncio.sleep,
) -> AsyncIterator[Turn]:
    """Wait for the turn and hold it. Raises ImportRefused after so long a wait."""
    if database.file:
        held: AbstractAsyncContextManager[Turn] = _lease(database, tenant, clock, patience, sleep)
    else:
        held = import_lock.turn(database, tenant, patience)
    async with held as mine:
        yield mine


@asynccontextmanager
async def _lease(
    database: Database, tenant: str, clock: Callable[[], datetime], patience: timedelta, sleep: Sleep
) -> AsyncIterator[Lease]:
    with _at_work() as holder:
        for _ in range(patience // LOOK_AGAIN + 1):
            if await _taken(database, tenant, holder, int(clock().timestamp())):
                break
            await sleep(LOOK_AGAIN.total_seconds())
        else:
            raise ImportRefused(STILL_RUNNING)
        held = Lease(database, tenant, holder)
        try:
            yield held
        finally:
            if not held.given_back:
                await _give_back(database, held)


@contextmanager
def _at_work() -> Iterator[str]:
    """The name of a new holder, who is known to be at work until the block ends."""
    holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex}"
    _AT_WORK.add(holder)
    try:
        yield holder
    finally:
        _AT_WORK.discard(holder)


async def _give_back(database: Database, held: Lease) -> None:
    # Where the database is out of reach now, the row stays; its holder is known to have ended all the same.
    with suppress(SQLAlchemyError, DatabaseError):
        async with database.writing(held.tenant) as connection:
            await held.give_back(connection)


async def _taken(database: Database, tenant: str, holder: str, now: int) -> bool:
    """Look before writing, so that those who wait disturb nobody who writes."""
    async with database.reading(tenant) as connection:
        if await _is_held(connection, tenant, now):
            return False
    async with database.writing(tenant) as connection:
        if await _is_held(connection, tenant, now):
            return False
        await connection.execute(_FREE, {"of": tenant})
        values = {"tenant": tenant, "holder": holder, "expires_at": now + LEASE_SECONDS}
        await connection.execute(insert(import_lease), values)
    return True


async def _is_held(connection: AsyncConnection, tenant: str, now: int) -> bool:
    row = (await connection.execute(_HELD, {"of": tenant})).first()
    return row is not None and row.expires_at > now and _may_live(row.holder)


def _may_live(holder: str) -> bool:
    """False only for a holder of this machine that has ended, so that a crash makes nobody wait."""
    host, process, _ = holder.split(":", 2)
    if host != socket.gethostname():
        return True
    if int(process) == os.getpid():
        return holder in _AT_WORK
    if os.name != "posix":
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
