"""Our own tokens: one for each scope, fetched ahead of time, shared by every turn."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp
import structlog

from bot.metrics import Metrics
from bot.teams.hosts import HostNotAllowed
from bot.teams.outgoing import TooLarge
from bot.teams.throttle import Clock

EARLY_SECONDS = 300
"""A token is replaced this long before it ends."""
FETCH_SECONDS = 10
RETRY_SECONDS = 5
"""After a failed fetch the next one waits this long, unless no valid token is left."""
MAX_TOKEN_ANSWER_BYTES = 64 * 1024
_log = structlog.get_logger(__name__)


class NoToken(Exception):
    """The identity service gave no token."""


@dataclass(frozen=True)
class Issued:
    """A token and how long it lasts."""

    token: str
    lasts_seconds: float


class Identity(Protocol):
    """A way to prove who we are to the identity service."""

    async def fetch(self, scope: str) -> Issued:
        """A new token. Raises NoToken."""


@dataclass
class _Held:
    token: str
    ends_at: float


class Credentials:
    """Tokens of one app, by scope."""

    def __init__(self, identity: Identity, scopes: frozenset[str], clock: Clock, metrics: Metrics) -> None:
        self._identity = identity
        self._scopes = scopes
        self._clock = clock
        self._metrics = metrics
        self._held: dict[str, _Held] = {}
        self._fetching: dict[str, asyncio.Task[None]] = {}
        self._tried_at: dict[str, float] = {}

    async def token(self, scope: str) -> str:
        """A valid token; waits only when there is none. Raises NoToken."""
        if scope not in self._scopes:
            raise NoToken("not a scope of ours")
        if not self._is_valid(scope):
            await asyncio.shield(self._fetch_once(scope))
        elif self._is_due(scope):
            self._fetch_once(scope)
        if not self._is_valid(scope):
            raise NoToken("the identity service gave none")
        return self._held[scope].token

    def forget(self, scope: str) -> None:
        """The token was not accepted: fetch another one next time."""
        self._held.pop(scope, None)

    async def keep_fresh(self) -> None:
        """Fetch ahead of time, so that no turn waits; runs until it is cancelled."""
        while True:
            for scope in self._scopes:
                if not self._is_valid(scope) or self._is_due(scope):
                    await asyncio.shield(self._fetch_once(scope))
            await self._clock.sleep(RETRY_SECONDS)

    def _is_valid(self, scope: str) -> bool:
        held = self._held.get(scope)
        return held is not None and held.ends_at > self._clock.monotonic()

    def _is_due(self, scope: str) -> bool:
        now = self._clock.monotonic()
        rests = now - self._tried_at.get(scope, float("-inf")) < RETRY_SECONDS
        return not rests and self._held[scope].ends_at - EARLY_SECONDS <= now

    def _fetch_once(self, scope: str) -> asyncio.Task[None]:
        """The fetch that is under way, or a new one."""
        if scope not in self._fetching:
            self._tried_at[scope] = self._clock.monotonic()
            task = asyncio.create_task(self._fetch(scope))
            self._fetching[scope] = task
            task.add_done_callback(lambda _: self._fetching.pop(scope))
        return self._fetching[scope]

    async def _fetch(self, scope: str) -> None:
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                issued = await self._identity.fetch(scope)
        except (NoToken, HostNotAllowed, TooLarge, OSError, aiohttp.ClientError) as error:
            self._metrics.token_fetches.labels(end="failed").inc()
            _log.warning("token_not_fetched", error=type(error).__name__)
            return
        self._held[scope] = _Held(issued.token, self._clock.monotonic() + issued.lasts_seconds)
        self._metrics.token_fetches.labels(end="fetched").inc()


def issued_in(status: int, body: bytes, ends: Callable[[Mapping[str, Any]], float]) -> Issued:
    """The token in an identity service's answer; `ends` finds how long it lasts. Raises NoToken."""
    if status != 200:
        raise NoToken(f"status {status}")
    try:
        answer = json.loads(body)
        token, lasts = answer["access_token"], ends(answer)
    except (ValueError, KeyError, TypeError):
        raise NoToken("no token in the answer") from None
    if not isinstance(token, str) or not token or not token.isprintable() or not token.isascii():
        raise NoToken("no token in the answer")
    return Issued(token, lasts)
