"""The channel's signing keys: fetched in the background, kept through outages, never hammered for."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm

from bot.metrics import Metrics
from bot.teams.hosts import HostNotAllowed, Purpose
from bot.teams.outgoing import TooLarge, exchange
from bot.teams.throttle import Clock

REFRESHED_AFTER_SECONDS = 3600
"""A new key is in use at most this long before it is known without being asked for."""
TRUSTED_SECONDS = 72 * 3600
"""How long keys are believed when they cannot be fetched anew."""
UNKNOWN_ID_PAUSE_SECONDS = 30
"""At most one fetch in this time because of key ids that nobody knows."""
NO_KEY_PAUSE_SECONDS = 3
"""The same while not a single key is known."""
FETCH_SECONDS = 3
MAX_DOCUMENT_BYTES = 1024 * 1024
MAX_KEYS = 200
MIN_KEY_BITS = 2048
_log = structlog.get_logger(__name__)


class NoKeys(Exception):
    """No key is known and none could be had: nobody's token can be checked."""


@dataclass(frozen=True)
class SigningKey:
    """One public key and the channels that it may sign for."""

    public: RSAPublicKey
    endorsements: frozenset[str]


class SigningKeys:
    """Keys by id, as of the last good fetch."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        metadata_address: str,
        purpose: Purpose,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._session = session
        self._metadata_address = metadata_address
        self._purpose = purpose
        self._clock = clock
        self._metrics = metrics
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched_at = float("-inf")
        self._tried_at = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    @property
    def are_known(self) -> bool:
        """Whether there are keys that may still be believed."""
        return bool(self._keys) and self._clock.monotonic() - self._fetched_at < TRUSTED_SECONDS

    async def get(self, key_id: str) -> SigningKey | None:
        """The key; None when the channel has none of that id. Raises NoKeys."""
        found = self._keys.get(key_id) if self.are_known else None
        if found is None and self._may_fetch():
            await self._fetch_once()
            found = self._keys.get(key_id)
        if not self.are_known:
            raise NoKeys
        return found

    def _may_fetch(self) -> bool:
        if self._fetching:
            return True
        pause = UNKNOWN_ID_PAUSE_SECONDS if self.are_known else NO_KEY_PAUSE_SECONDS
        return self._clock.monotonic() - self._tried_at >= pause

    async def keep_fresh(self) -> None:
        """Fetch now and every hour, sooner after a failure; runs until it is cancelled."""
        while True:
            await self._fetch_once()
            age = self._clock.monotonic() - self._fetched_at
            is_fresh = age < REFRESHED_AFTER_SECONDS
            await self._clock.sleep(REFRESHED_AFTER_SECONDS - age if is_fresh else UNKNOWN_ID_PAUSE_SECONDS)

    async def _fetch_once(self) -> None:
        """Wait for the fetch that is under way, or for a new one; its failure leaves the keys as they are."""
        if self._fetching is None:
            self._tried_at = self._clock.monotonic()
            self._fetching = asyncio.create_task(self._fetch())
            self._fetching.add_done_callback(self._fetch_ended)
        await asyncio.shield(self._fetching)

    def _fetch_ended(self, _task: asyncio.Task[None]) -> None:
        self._fetching = None

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                metadata = await self._document(self._metadata_address)
                keys = _keys_in(await self._document(str(metadata["jwks_uri"])))
        except (
            aiohttp.ClientError,
            HostNotAllowed,
            KeyError,
            OSError,
            TooLarge,
            TypeError,
            ValueError,
        ) as error:
            self._metrics.key_fetches.labels(end="failed").inc()
            _log.warning("signing_keys_not_fetched", error=type(error).__name__, known=len(self._keys))
            return
        self._keys, self._fetched_at = keys, self._clock.monotonic()
        self._metrics.key_fetches.labels(end="fetched").inc()

    async def _document(self, address: str) -> dict[str, Any]:
        answered = await exchange(
            self._session,
            self._purpose,
            "GET",
            address,
            seconds=FETCH_SECONDS,
            max_bytes=MAX_DOCUMENT_BYTES,
        )
        if answered.status != 200:
            raise ValueError(f"status {answered.status}")
        document = json.loads(answered.body)
        if not isinstance(document, dict):
            raise ValueError("not an object")
        return document


def _keys_in(document: Mapping[str, Any]) -> dict[str, SigningKey]:
    """The usable keys of a key set. Raises ValueError when there is none."""
    listed = document["keys"]
    if not isinstance(listed, list):
        raise ValueError("keys is no list")
    keys = dict(pair for jwk in listed[:MAX_KEYS] if (pair := _key(jwk)))
    if not keys:
        raise ValueError("no usable key")
    return keys


def _key(jwk: Any) -> tuple[str, SigningKey] | None:
    """A key with its id; None for what is no RSA key for signatures."""
    if not isinstance(jwk, dict) or jwk.get("kty") != "RSA" or jwk.get("use", "sig") != "sig":
        return None
    endorsements = jwk.get("endorsements", [])
    if not isinstance(jwk.get("kid"), str) or not isinstance(endorsements, list):
        return None
    try:
        public = RSAAlgorithm.from_jwk({name: jwk[name] for name in ("kty", "n", "e")})
    except Exception:
        return None
    if not isinstance(public, RSAPublicKey) or public.key_size < MIN_KEY_BITS:
        return None
    return jwk["kid"], SigningKey(public, frozenset(map(str, endorsements)))
