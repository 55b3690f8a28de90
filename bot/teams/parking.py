"""Conversations that are left alone: the channel said that the bot may not write there any more."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import structlog

from bot.storage import parked
from pricing.storage.database import Database

MAX_KNOWN = 10_000
BELIEVED_SECONDS = 300
"""How long a conversation counts as open without a look at what another server may have written down."""
_log = structlog.get_logger(__name__)


class Parking(Protocol):
    """Remembers where the bot may not write."""

    async def park(self, tenant: str, conversation: str) -> None:
        """Leave it alone from now on."""

    async def unpark(self, tenant: str, conversation: str) -> None:
        """It was heard of again: it may be written to."""

    async def is_parked(self, tenant: str, conversation: str) -> bool:
        """Whether it is left alone."""


class InDatabase:
    """Remembers across restarts and servers; what the database does not take, the next 403 says again."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._open: OrderedDict[tuple[str, str], int] = OrderedDict()
        """Conversations known to be open, and since when."""

    async def park(self, tenant: str, conversation: str) -> None:
        """Leave it alone from now on."""
        self._open.pop((tenant, conversation), None)
        try:
            async with self._database.writing(tenant) as connection:
                await parked.park(connection, tenant, conversation, self._now())
        except Exception as error:
            _log.warning("parking_unrecorded", error=type(error).__name__)

    async def unpark(self, tenant: str, conversation: str) -> None:
        """It was heard of again; nothing is written unless it was parked."""
        if not await self.is_parked(tenant, conversation):
            return
        self._is_open(tenant, conversation)
        try:
            async with self._database.writing(tenant) as connection:
                await parked.unpark(connection, tenant, conversation)
        except Exception as error:
            _log.warning("parking_unrecorded", error=type(error).__name__)

    async def is_parked(self, tenant: str, conversation: str) -> bool:
        """Whether it is left alone; where nobody can tell, it is not."""
        if self._now() - self._open.get((tenant, conversation), -BELIEVED_SECONDS) < BELIEVED_SECONDS:
            return False
        try:
            async with self._database.reading(tenant) as connection:
                if await parked.is_parked(connection, tenant, conversation):
                    return True
        except Exception as error:
            _log.warning("parking_unknown", error=type(error).__name__)
        self._is_open(tenant, conversation)
        return False

    def _is_open(self, tenant: str, conversation: str) -> None:
        self._open.pop((tenant, conversation), None)
        self._open[tenant, conversation] = self._now()
        while len(self._open) > MAX_KNOWN:
            self._open.popitem(last=False)

    def _now(self) -> int:
        return int(self._clock().timestamp())
