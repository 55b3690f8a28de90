"""What comes twice acts once: activities that Teams delivers again, and the two signs of an installation."""

from collections import OrderedDict
from typing import Protocol

import structlog

from bot.storage import once
from pricing.storage.database import Database

MAX_REMEMBERED = 20_000
_log = structlog.get_logger(__name__)


class FirstTime(Protocol):
    """Says whether something happens for the first time."""

    async def take_in(self, tenant: str, conversation: str, activity: str, at: int) -> bool:
        """Whether an activity was not taken in within the last 24 hours; `at` in epoch seconds."""

    async def welcome(self, tenant: str, conversation: str, user: str, at: int) -> bool:
        """Whether this person has not been greeted in this chat."""


class InProcess:
    """Remembers for as long as the process runs, the newest only."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[str, ...], int] = OrderedDict()

    async def take_in(self, tenant: str, conversation: str, activity: str, at: int) -> bool:
        """Whether the activity is new to this process."""
        return self._first(("activity", tenant, conversation, activity), at, once.ACTIVITY_REMEMBERED_SECONDS)

    async def welcome(self, tenant: str, conversation: str, user: str, at: int) -> bool:
        """Whether this process has not greeted the person here."""
        return self._first(("welcome", tenant, conversation, user), at, None)

    def _first(self, key: tuple[str, ...], at: int, seconds: int | None) -> bool:
        before = self._seen.get(key)
        if before is not None and (seconds is None or at - before <= seconds):
            return False
        self._seen[key] = at
        while len(self._seen) > MAX_REMEMBERED:
            self._seen.popitem(last=False)
        return True


class InDatabase:
    """Remembers across restarts and servers; while the database is down, as well as one process can."""

    def __init__(self, database: Database, remembers_welcomes: bool = True) -> None:
        """Without `remembers_welcomes` a new process greets again: local tools begin anew each time."""
        self._database = database
        self._remembers_welcomes = remembers_welcomes
        self._here = InProcess()

    async def take_in(self, tenant: str, conversation: str, activity: str, at: int) -> bool:
        """Whether no server has taken the activity in."""
        if not await self._here.take_in(tenant, conversation, activity, at):
            return False
        try:
            async with self._database.writing(tenant) as connection:
                return await once.take_in(connection, tenant, conversation, activity, at)
        except Exception as error:
            _log.warning("deduplication_unavailable", error=type(error).__name__)
            return True

    async def welcome(self, tenant: str, conversation: str, user: str, at: int) -> bool:
        """Whether no server has greeted the person here."""
        if not await self._here.welcome(tenant, conversation, user, at):
            return False
        if not self._remembers_welcomes:
            return True
        try:
            async with self._database.writing(tenant) as connection:
                return await once.welcome(connection, tenant, conversation, user, at)
        except Exception as error:
            _log.warning("welcome_unrecorded", error=type(error).__name__)
            return True
