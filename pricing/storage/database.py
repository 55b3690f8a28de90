"""The connection to the database: SQLite by default, PostgreSQL when outgrown."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from pricing.errors import DatabaseError
from pricing.storage import disk_faults, postgresql
from pricing.storage.outage import Outage, Unreachable
from pricing.storage.revisions import PRICING, Schema, bring_up_to_date, is_up_to_date
from pricing.storage.sqlite_driver import Driver

BUSY_TIMEOUT_SECONDS = 30
"""How long a writer waits for the one before it."""
GRACE = timedelta(milliseconds=500)
"""For drivers that measure their own waiting."""
WAL_IS_SAFE_FROM = (3, 51, 3)
"""Before this SQLite, a write-ahead log can corrupt a file that two connections use."""


class Database:
    """A pool of connections, opened on first use."""

    def __init__(self, url: str, patience_seconds: int = BUSY_TIMEOUT_SECONDS) -> None:
        """`url` is sqlite+aiosqlite:///FILE or postgresql+asyncpg://…; raises DatabaseError for others.

        `patience_seconds` is how long one access waits for other writers or for the server.
        """
        self.file = _sqlite_file(url)
        """Path of the SQLite file; None on PostgreSQL."""
        engine = _sqlite_engine if self.file else postgresql.engine
        self._engine = engine(url, patience_seconds)
        self._url = self._engine.url
        self._opened: tuple[int, int] | None = None
        self._queue = asyncio.Lock()
        self._outage = Outage()
        self._patience = patience_seconds

    @property
    def dialect(self) -> str:
        """sqlite or postgresql."""
        return self._engine.dialect.name

    @property
    def place(self) -> str:
        """The file, or the server's address without a password."""
        return str(self.file or self._url.render_as_string(hide_password=True))

    @property
    def role(self) -> str:
        """On PostgreSQL, whom it connects as."""
        return self._url.username or ""

    @asynccontextmanager
    async def reading(self, tenant: str | None = None) -> AsyncIterator[AsyncConnection]:
        """One consistent view of what was committed before; nothing written here is kept.

        On PostgreSQL only this tenant's rows are there, and without a tenant none.
        """
        async with self._connected() as connection:
            if self.file is None:
                connection = await connection.execution_options(**postgresql.READING)
                await postgresql.keep_to(connection, tenant)
            yield connection

    @asynccontextmanager
    async def writing(self, tenant: str | None = None) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed at the end, undone by an exception; rows as in `reading`.

        On SQLite writers wait for each other.
        """
        async with self.alone(), self._connected() as connection:
            connection = await connection.execution_options(minutewise_writes=True)
            async with connection.begin():
                if self.file is None:
                    await postgresql.keep_to(connection, tenant)
                yield connection

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """On SQLite, one writer of this process at a time: its lock has no queue, and some would starve."""
        if self.file is None:
            yield
            return
        async with self._queue:
            yield

    async def prepare(self, *schemas: Schema) -> None:
        """Have the tables as this program needs them. Raises DatabaseError.

        SQLite is migrated. On PostgreSQL the owner does that beforehand, and this only looks whether it is
        done and whether the application's role is fit.
        """
        if self.file:
            return await self.migrate(*schemas)
        async with self.reading() as connection:
            for schema in schemas:
                if not await connection.run_sync(is_up_to_date, schema):
                    raise DatabaseError(postgresql.NOT_SET_UP)
            await postgresql.check_role(connection)

    async def migrate(self, *schemas: Schema) -> None:
        """Create the tables, or bring older ones up to date. Raises DatabaseError if it cannot be written."""
        if self.file:
            _make_folder(self.file)
        for schema in schemas or (PRICING,):
            async with self.reading() as connection:
                if await connection.run_sync(is_up_to_date, schema):
                    continue
            async with self.writing() as connection:
                await connection.run_sync(bring_up_to_date, schema)

    async def admit(self, role: str, *schemas: Schema) -> None:
        """On PostgreSQL, as the owner: let the application's role read and write these tables."""
        async with self.writing() as connection:
            await postgresql.admit(connection, role, schemas)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        await self._follow_file()
        async with AsyncExitStack() as stack:
            stack.enter_context(self._outage.noticed())
            stack.enter_context(disk_faults.told(self.place))
            try:
                async with asyncio.timeout(self._patience + GRACE.total_seconds()):
                    connection = await stack.enter_async_context(self._engine.connect())
            except postgresql.unreachable() as error:
                if disk_faults.is_one(error):
                    raise
                reason = getattr(error, "orig", None) or str(error) or "no answer"
                remedy = (
                    "see that DATA_DIR is right"
                    if self.file
                    else "see that it runs and DATABASE_URL is right"
                )
                raise Unreachable(f"cannot reach the database {self.place}: {reason}; {remedy}") from error
            yield connection

    async def _follow_file(self) -> None:
        """Miss a SQLite file at once when it is moved away, and open it anew when another takes its place.

        Without this, SQLite would make an empty file where the moved one was.
        """
        if self.file is None:
            return
        try:
            found = self.file.stat()
        except OSError:
            if self._opened is None:
                return
            raise DatabaseError(f"the database {self.file} is not there") from None
        file = (found.st_dev, found.st_ino)
        if self._opened is not None and self._opened != file:
            await self._engine.dispose()
        self._opened = file

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()
        # The driver's sockets are closed one turn of the loop later.
        await asyncio.sleep(0)


def connect_sqlite(file: Path) -> sqlite3.Connection:
    """A plain connection with the settings of the pool's, for bulk writers; one thread at a time."""
    connection = sqlite3.connect(
        file, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None, check_same_thread=False
    )
    for pragma in _pragmas():
        connection.execute(pragma)
    return connection


def _sqlite_file(url: str) -> Path | None:
    try:
        parts = make_url(url)
    except ArgumentError:
        raise DatabaseError("DATABASE_URL is not a URL such as sqlite+aiosqlite:///FILE") from None
    if parts.drivername == "postgresql+asyncpg":
        return None
    if parts.drivername == "sqlite+aiosqlite" and parts.database:
        return Path(parts.database)
    raise DatabaseError("DATABASE_URL must begin with sqlite+aiosqlite:///FILE or postgresql+asyncpg://")


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("ab"):
            pass
    except OSError as error:
        raise DatabaseError(f"cannot write the database {file}: {error.strerror}; set DATA_DIR") from None


def _sqlite_engine(url: str, patience_seconds: int) -> AsyncEngine:
    engine = create_async_engine(url, module=Driver(), connect_args={"timeout": patience_seconds})
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver's own BEGIN comes too late for IMMEDIATE and not at all before DDL.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _pragmas():
        cursor.execute(pragma)
    cursor.close()


def _pragmas() -> list[str]:
    journal = "WAL" if sqlite3.sqlite_version_info >= WAL_IS_SAFE_FROM else "DELETE"
    return [
        f"PRAGMA journal_mode = {journal}",
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON",
        "PRAGMA recursive_triggers = ON",
    ]


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("minutewise_writes")
    adapted: Any = connection.connection.dbapi_connection
    # Who reads sees what was committed before the first statement, so that BEGIN may travel with it.
    adapted.begins = not writes
    if writes:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
