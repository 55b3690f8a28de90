"""A full or failing disk, or a damaged database, told so that somebody can act on it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from pricing.errors import DatabaseError

_AGAIN = "nothing of it counts, what was there before does"
FULL = f"the disk is full: {_AGAIN}; free some space, then try again"
FAILING = f"the disk failed: {_AGAIN}; check the disk, then try again"
DAMAGED = (
    "the database is damaged, or none of this program's: put a backup in its place, "
    "or set DATA_DIR to another folder and start anew"
)
_DAMAGED_SERVER = "the database is damaged: its server's log says what to restore from a backup"
_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: FAILING,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
_POSTGRESQL = {"53100": FULL, "58030": FAILING, "XX001": _DAMAGED_SERVER, "XX002": _DAMAGED_SERVER}


@contextmanager
def told(place: str = "") -> Iterator[None]:
    """Within it such a fault is a DatabaseError that says what to do; any other error stays as it is."""
    try:
        yield
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        raise DatabaseError(f"{place}: {sentence}" if sentence == DAMAGED else sentence) from error


def is_one(error: BaseException) -> bool:
    """Whether `told` has a sentence for it."""
    return _sentence(error) is not None


def _sentence(error: BaseException) -> str | None:
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        # The low byte is the kind; what is above it says in which call.
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    return _POSTGRESQL.get(str(getattr(cause, "sqlstate", "")))
