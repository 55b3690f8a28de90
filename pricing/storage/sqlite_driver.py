"""SQLite's driver with one trip to its thread for a statement, where SQLAlchemy's way to it takes four.

A trip costs more than what most statements do there: it wakes the thread, and then the event loop again.
"""

import sqlite3
from collections import deque
from typing import Any, NamedTuple

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)


class Done(NamedTuple):
    """What a cursor tells of its last statement, the cursor itself being closed."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """Opens, executes, fetches and closes at once."""

    __slots__ = ()

    def _make_new_cursor(self, connection: Any) -> Any:
        return Done()

    def _aenter_cursor(self, cursor: Any) -> Any:
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        return await self._at_once(sqlite3.Cursor.execute, operation, parameters or ())

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        return await self._at_once(sqlite3.Cursor.executemany, operation, seq_of_parameters)

    async def _at_once(self, how: Any, *what: Any) -> Any:
        driver: Any = self._connection
        adapted: Any = self._adapt_connection
        async with adapted._execute_mutex:
            run = _begin_and_run if adapted.begins else _run
            adapted.begins = False
            self._cursor, rows = await driver._execute(run, driver._conn, how, *what)
            self._rows = deque(rows)
            return self

    async def _async_soft_close(self) -> None:
        """It is closed already."""

    def close(self) -> None:
        """Let go of the rows."""
        self._rows.clear()


def _run(connection: sqlite3.Connection, how: Any, *what: Any) -> tuple[Any, list[Any]]:
    """In the driver's thread."""
    cursor = connection.cursor()
    try:
        how(cursor, *what)
        rows = cursor.fetchall() if cursor.description else []
        return Done(cursor.description, cursor.rowcount, cursor.lastrowid), rows
    finally:
        cursor.close()


def _begin_and_run(connection: sqlite3.Connection, how: Any, *what: Any) -> tuple[Any, list[Any]]:
    connection.execute("BEGIN")
    return _run(connection, how, *what)


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ("begins",)
    _cursor_cls = _Cursor

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self.begins = False
        """Whether the next statement opens a transaction, in the same trip."""


class Driver(AsyncAdapt_aiosqlite_dbapi):
    """What SQLAlchemy takes as `module`."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arg: Any, **kw: Any) -> AsyncAdapt_aiosqlite_connection:
        """As the driver's own, with our cursors."""
        return _Connection(self, super().connect(*arg, **kw)._connection)
