"""One database file under several servers in one thread: they take turns, and it fails on request."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.storage.database import Database


class Faults:
    """Which statements fail: all of them, or one in so many."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.one_in = 0
        """0 for none, 1 for all."""

    def perhaps(self) -> None:
        """Raises where the fault falls."""
        if self.one_in and self.dice.randrange(self.one_in) == 0:
            raise OperationalError("simulated", {}, Exception("disk I/O error"))


class Turns:
    """Lets one task at a time at the file; what a task does within its own turn is part of it."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._owner: asyncio.Task[Any] | None = None

    @asynccontextmanager
    async def mine(self) -> AsyncIterator[None]:
        """The file is this task's until the block ends."""
        if self._owner is asyncio.current_task():
            yield
            return
        async with self._lock:
            self._owner = asyncio.current_task()
            try:
                yield
            finally:
                self._owner = None


class SharedFile(Database):
    """The database as one of several servers has it."""

    def __init__(self, url: str, turns: Turns) -> None:
        super().__init__(url)
        self._turns = turns
        self.faults = Faults(random.Random())
        event.listen(self._engine.sync_engine, "before_cursor_execute", lambda *_: self.faults.perhaps())

    @asynccontextmanager
    async def reading(self, tenant: str | None = None) -> AsyncIterator[AsyncConnection]:
        """As `Database.reading`, in turn."""
        async with self._turns.mine(), super().reading(tenant) as connection:
            yield connection

    @asynccontextmanager
    async def writing(self, tenant: str | None = None) -> AsyncIterator[AsyncConnection]:
        """As `Database.writing`, in turn."""
        async with self._turns.mine(), super().writing(tenant) as connection:
            yield connection
