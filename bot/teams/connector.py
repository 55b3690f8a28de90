"""What goes out to Teams: to its hosts only, in order, within the limits, and again where that helps."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol
from urllib.parse import quote

import aiohttp

from bot.metrics import Metrics
from bot.teams.hosts import Purpose
from bot.teams.outgoing import Answered, TooLarge, exchange
from bot.teams.parking import Parking
from bot.teams.throttle import Clock, Throttle, TooLong

RETRIED = frozenset({412, 429, 502, 503, 504})
"""Statuses after which Teams asks to try again."""
MAX_ATTEMPTS = 6
FIRST_BACKOFF_SECONDS = 0.5
LONGEST_BACKOFF_SECONDS = 8.0
ATTEMPT_TIMEOUT_SECONDS = 10
PATIENCE_SECONDS = 60
"""How long one send may take with all its waits."""
MAX_ANSWER_BYTES = 64 * 1024


class SendFailed(Exception):
    """The activity was not delivered, or nobody knows whether it was."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason if status is None else f"{reason} {status}")
        self.reason = reason
        self.status = status


class Tokens(Protocol):
    """Where our tokens come from."""

    async def token(self, scope: str) -> str | None:
        """A valid token for the scope; None in local mode."""

    def forget(self, scope: str) -> None:
        """The token was not accepted: fetch another one next time."""


class NoTokens:
    """Local mode: nothing is signed in."""

    async def token(self, scope: str) -> None:
        """No token."""

    def forget(self, scope: str) -> None:
        """Nothing to forget."""


@dataclass(frozen=True)
class Place:
    """Where an activity goes."""

    service_url: str
    tenant: str
    conversation: str


class Connector:
    """Sends activities to the channel's service."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        purpose: Purpose,
        tokens: Tokens,
        scope: str,
        parking: Parking,
        clock: Clock,
        metrics: Metrics,
        jitter: random.Random | None = None,
        patience_seconds: float = PATIENCE_SECONDS,
        throttle: Throttle | None = None,
    ) -> None:
        self._session = session
        self._purpose = purpose
        self._tokens = tokens
        self._scope = scope
        self._parking = parking
        self._clock = clock
        self._metrics = metrics
        self._jitter = jitter or random.Random()  # noqa: S311  # spreads retries; guards nothing
        self._patience_seconds = patience_seconds
        self._throttle = throttle or Throttle(clock)

    async def send(self, place: Place, activity: Mapping[str, Any], reply_to: str | None = None) -> str:
        """Post an activity, as a reply where it answers one. The channel's id for it. Raises SendFailed."""
        tail = f"/{quote(reply_to, safe='')}" if reply_to else ""
        return await self._request("POST", place, tail, activity)

    async def update(self, place: Place, activity_id: str, activity: Mapping[str, Any]) -> str:
        """Replace an activity that was sent before. Raises SendFailed."""
        return await self._request("PUT", place, f"/{quote(activity_id, safe='')}", activity)

    async def unpark(self, tenant: str, conversation: str) -> None:
        """The conversation was heard of again: it may be written to."""
        await self._parking.unpark(tenant, conversation)

    async def _request(self, method: str, place: Place, tail: str, activity: Mapping[str, Any]) -> str:
        address = _activities(place) + tail
        if not self._purpose.allows(place.service_url):
            raise self._failed("host")
        if await self._parking.is_parked(place.tenant, place.conversation):
            raise self._failed("parked")
        payload = json.dumps(activity, ensure_ascii=True, separators=(",", ":")).encode()
        until = self._clock.monotonic() + self._patience_seconds
        async with self._throttle.conversation(place.tenant, place.conversation) as turnstile:
            for attempt in range(1, MAX_ATTEMPTS + 1):
                try:
                    await turnstile.pass_(until)
                except TooLong:
                    raise self._failed("throttled") from None
                answered = await self._attempt(method, address, payload)
                self._metrics.sends.labels(status=str(answered.status)).inc()
                if answered.status < 300:
                    return _id_in(answered.body)
                if answered.status not in RETRIED or attempt == MAX_ATTEMPTS:
                    raise await self._refused(place, answered.status)
                await self._wait(attempt, answered.retry_after, until)
        raise AssertionError("unreachable")

    async def _attempt(self, method: str, address: str, payload: bytes) -> Answered:
        """One try; 503 when no connection came about, so that nothing was sent. Raises SendFailed."""
        headers = {"Content-Type": "application/json; charset=utf-8"}
        token = await self._token()
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            return await exchange(
                self._session,
                self._purpose,
                method,
                address,
                headers=headers,
                data=payload,
                seconds=ATTEMPT_TIMEOUT_SECONDS,
                max_bytes=MAX_ANSWER_BYTES,
            )
        except aiohttp.ClientSSLError:
            raise self._failed("tls") from None
        except aiohttp.ClientConnectorError:
            return Answered(503, b"", None)
        except TimeoutError:
            raise self._failed("timeout") from None
        except (aiohttp.ClientError, TooLarge):
            raise self._failed("connection") from None

    async def _token(self) -> str | None:
        try:
            return await self._tokens.token(self._scope)
        except Exception:
            raise self._failed("token") from None

    async def _refused(self, place: Place, status: int) -> SendFailed:
        if status == 401:
            self._tokens.forget(self._scope)
        if status == 403:
            await self._parking.park(place.tenant, place.conversation)
        return self._failed("status", status)

    async def _wait(self, attempt: int, retry_after: str | None, until: float) -> None:
        backoff = min(FIRST_BACKOFF_SECONDS * 2 ** (attempt - 1), LONGEST_BACKOFF_SECONDS)
        asked = _seconds(retry_after, datetime.now(UTC))
        wait = (
            self._jitter.uniform(backoff / 2, backoff)
            if asked is None
            else asked + self._jitter.uniform(0, 0.5)
        )
        if self._clock.monotonic() + wait > until:
            raise self._failed("throttled")
        await self._clock.sleep(wait)

    def _failed(self, reason: str, status: int | None = None) -> SendFailed:
        self._metrics.failed_sends.labels(reason=reason).inc()
        return SendFailed(reason, status)


def _activities(place: Place) -> str:
    conversation = quote(place.conversation, safe="")
    return f"{place.service_url.rstrip('/')}/v3/conversations/{conversation}/activities"


def _id_in(body: bytes) -> str:
    try:
        found = json.loads(body).get("id")
    except (ValueError, AttributeError):
        return ""
    return found if isinstance(found, str) else ""


def _seconds(retry_after: str | None, now: datetime) -> float | None:
    """Seconds of a Retry-After header, given as seconds or as a date; None when it says nothing usable."""
    if not retry_after:
        return None
    try:
        return max(0.0, float(retry_after))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - now).total_seconds())
    except (ValueError, TypeError):
        return None
