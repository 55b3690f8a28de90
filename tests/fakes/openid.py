"""The channel's OpenID service: publishes signing keys, rotates them, and fails in every way on request."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

APP_ID = "00000000-0000-4000-8000-000000000001"
ISSUER = "https://api.botframework.com"
KEYS_HOST = "login.botframework.com"
SERVICE_URL = "https://smba.trafficmanager.net/emea/"


@cache
def key_pair(name: str) -> RSAPrivateKey:
    """A key of that name, made once per run."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def jwk(name: str, **changes: Any) -> dict[str, Any]:
    """The public half of a key as it is published."""
    published = json.loads(RSAAlgorithm.to_jwk(key_pair(name).public_key()))
    wanted = {name: published[name] for name in ("kty", "n", "e")}
    return {**wanted, "use": "sig", "kid": name, "x5t": name, "endorsements": ["msteams"], **changes}


def claims(**changes: Any) -> dict[str, Any]:
    """What Teams says in a token; None takes a claim away."""
    now = int(time.time())
    usual = {"iss": ISSUER, "aud": APP_ID, "serviceurl": SERVICE_URL, "nbf": now - 60, "exp": now + 3600}
    return {name: value for name, value in (usual | changes).items() if value is not None}


def token(key: str = "key-1", header: dict[str, Any] | None = None, **changes: Any) -> str:
    """A token signed by the key of that name."""
    headers = {"kid": key, **(header or {})}
    headers = {name: value for name, value in headers.items() if value is not None}
    return jwt.encode(claims(**changes), key_pair(key), algorithm="RS256", headers=headers)


@dataclass
class FakeOpenId:
    """Publishes `keys`; `mood` is ok, hang, error, garbage, empty or elsewhere."""

    keys: list[dict[str, Any]] = field(default_factory=lambda: [jwk("key-1")])
    mood: str = "ok"
    fetches: int = 0

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Both documents."""
        is_metadata = request.path.endswith("openidconfiguration")
        self.fetches += is_metadata
        if self.mood == "hang":
            await asyncio.Event().wait()
        if self.mood == "error":
            return web.Response(status=500)
        if self.mood == "garbage":
            return web.Response(text="<html>", content_type="text/html")
        if is_metadata:
            host = "keys.elsewhere.example" if self.mood == "elsewhere" else KEYS_HOST
            return web.json_response({"issuer": ISSUER, "jwks_uri": f"https://{host}/v1/.well-known/keys"})
        return web.json_response({"keys": [] if self.mood == "empty" else self.keys})
