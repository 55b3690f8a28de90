"""The token of a request: proves that the channel sent it, to us, just now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import jwt

from bot.teams.refused import Refused
from bot.teams.signing_keys import NoKeys, SigningKey

MAX_TOKEN_BYTES = 16 * 1024
MAX_KEY_ID_LENGTH = 256
LEEWAY_SECONDS = 300
"""How far the channel's clock and ours may differ."""


class Keys(Protocol):
    """Where signing keys come from."""

    async def get(self, key_id: str) -> SigningKey | None:
        """The key; None when there is none of that id. Raises NoKeys."""


@dataclass(frozen=True)
class ChannelTokens:
    """Checks what the channel signs for one bot."""

    keys: Keys
    issuer: str
    app_id: str
    clock: Callable[[], datetime]

    async def check(self, authorization: str | None, channel: str) -> Mapping[str, Any]:
        """The claims. Raises Refused with 401 and the first thing that is wrong."""
        token = _bearer(authorization)
        key = await self._key(key_id_of(token))
        if channel not in key.endorsements:
            raise Refused(401, "token_endorsement")
        claims = verified(token, key)
        if claims["aud"] != self.app_id:
            raise Refused(401, "token_audience")
        if claims["iss"] != self.issuer:
            raise Refused(401, "token_issuer")
        check_times(claims, self.clock())
        return claims

    async def _key(self, key_id: str) -> SigningKey:
        try:
            key = await self.keys.get(key_id)
        except NoKeys:
            raise Refused(401, "no_signing_keys") from None
        if key is None:
            raise Refused(401, "token_key")
        return key


def verified(token: str, key: SigningKey) -> dict[str, Any]:
    """The claims under a good signature; what they say is still to be checked. Raises Refused with 401."""
    options: Any = {
        "require": ["exp", "iss", "aud"],
        "verify_exp": False,
        "verify_nbf": False,
        "verify_iat": False,
        "verify_aud": False,
    }
    try:
        return jwt.decode(token, key.public, algorithms=["RS256"], options=options)
    except jwt.MissingRequiredClaimError as error:
        raise Refused(401, f"token_without_{error.claim}") from None
    except jwt.InvalidSignatureError:
        raise Refused(401, "token_signature") from None
    except Exception:
        raise Refused(401, "token_garbage") from None


def check_times(claims: Mapping[str, Any], at: datetime) -> None:
    """Raises Refused with 401 when a token's time is over or has not come."""
    now = at.timestamp()
    if _time(claims, "exp") <= now - LEEWAY_SECONDS:
        raise Refused(401, "token_expired")
    if "nbf" in claims and _time(claims, "nbf") > now + LEEWAY_SECONDS:
        raise Refused(401, "token_not_yet")


def _time(claims: Mapping[str, Any], name: str) -> float:
    value = claims[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(401, "token_garbage")
    return value


def _bearer(authorization: str | None) -> str:
    if not authorization:
        raise Refused(401, "token_missing")
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token or not token.isascii():
        raise Refused(401, "token_garbage")
    if len(token) > MAX_TOKEN_BYTES:
        raise Refused(401, "token_size")
    return token


def key_id_of(token: str) -> str:
    """The id of the signing key that an RS256 token names. Raises Refused with 401."""
    try:
        header = jwt.get_unverified_header(token)
    except Exception:
        raise Refused(401, "token_garbage") from None
    if header.get("alg") != "RS256":
        raise Refused(401, "token_algorithm")
    key_id = header.get("kid")
    if not isinstance(key_id, str) or not 0 < len(key_id) <= MAX_KEY_ID_LENGTH:
        raise Refused(401, "token_without_kid")
    return key_id
