"""A database that is out of reach: told at once to all but one in a while, who tries whether it is back."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from pricing.errors import DatabaseError

TRY_AGAIN_NANOSECONDS = 500_000_000
STILL_DOWN = "the database could not be reached a moment ago"
LOST = "the connection to the database was lost: what was not finished does not count; try again"
_SQLITE_OUT_OF_REACH = (5, 14)
"""SQLITE_BUSY, held by another for longer than anybody waits, and SQLITE_CANTOPEN."""


class Outage:
    """Remembers the last failure, so that nobody waits twice for what is not there."""

    def __init__(self, clock: Callable[[], int] = time.monotonic_ns) -> None:
        self._clock = clock
        self._failed_at: int | None = None
        self._is_tried = False

    @contextmanager
    def noticed(self) -> Iterator[None]:
        """Around every access. Raises DatabaseError at once while the database is known to be down."""
        tries = self._failed_at is not None
        if self._failed_at is not None and (
            self._is_tried or self._clock() < self._failed_at + TRY_AGAIN_NANOSECONDS
        ):
            raise DatabaseError(STILL_DOWN)
        self._is_tried = self._is_tried or tries
        try:
            yield
        except Exception as error:
            self._failed_at = self._clock() if is_out_of_reach(error) else None
            if is_lost(error):
                raise DatabaseError(LOST) from error
            raise
        else:
            self._failed_at = None
        finally:
            self._is_tried = self._is_tried and not tries


class Unreachable(DatabaseError):
    """No connection could be opened."""


def is_out_of_reach(error: Exception) -> bool:
    """Whether a next access would fail as well."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0) & 0xFF
    return isinstance(error, Unreachable) or is_lost(error) or code in _SQLITE_OUT_OF_REACH


def is_lost(error: Exception) -> bool:
    """Whether a connection ended in the middle: as SQLAlchemy says it, or PostgreSQL's driver itself."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated
    return type(error).__module__.startswith("asyncpg.") and (
        str(getattr(error, "sqlstate", "")).startswith(("08", "57P")) or "closed" in str(error)
    )
