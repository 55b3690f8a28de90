"""A full or failing disk, told so that somebody can act on it."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pricing.errors import DatabaseError

_AGAIN = "nothing of it counts, what was there before does"
FULL = f"the disk is full: {_AGAIN}; free some space, then try again"
FAILING = f"the disk failed: {_AGAIN}; check the disk, then try again"
_SQLITE = {sqlite3.SQLITE_FULL: FULL, sqlite3.SQLITE_IOERR: FAILING}
_POSTGRESQL = {"53100": FULL, "58030": FAILING}


@asynccontextmanager
async def told() -> AsyncIterator[None]:
    """Within it such a fault is a DatabaseError; any other error stays as it is."""
    try:
        yield
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        raise DatabaseError(sentence) from error


def _sentence(error: BaseException) -> str | None:
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        # The low byte is the kind; what is above it says in which call.
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    return _POSTGRESQL.get(str(getattr(cause, "sqlstate", "")))
