"""What stands around the simulated servers: channel, directory and identity service, with their moods."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

import aiohttp

from tests.fakes.clock import FakeClock

MOODS = {
    "smba.trafficmanager.net": ("ok", "429", "502", "403", "400", "hang", "refuse", "lost"),
    "graph.microsoft.com": ("ok", "503", "403", "hang", "garbage"),
    "login.microsoftonline.com": ("ok", "500", "401", "hang", "refuse"),
}
"""What each may do; "lost" takes the message and breaks the connection before it says so."""
SCOPES = {"smba.trafficmanager.net": "botframework", "graph.microsoft.com": "graph"}


@dataclass(frozen=True)
class Said:
    """What comes back."""

    status: int
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def content(self) -> "Said":
        return self

    async def iter_any(self) -> AsyncIterator[bytes]:
        """The body at once."""
        yield self.body


@dataclass(frozen=True)
class Delivered:
    """One activity that arrived at the channel."""

    conversation: str
    body: dict[str, Any]


@dataclass
class Around:
    """A client session whose other end is in this process."""

    clock: FakeClock
    people: dict[str, tuple[list[str], str]] = field(default_factory=dict)
    """Role templates and userType by user id."""
    moods: dict[str, str] = field(default_factory=lambda: dict.fromkeys(MOODS, "ok"))
    delivered: list[Delivered] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    _tokens: int = 0

    @asynccontextmanager
    async def request(self, method: str, address: str, **options: Any) -> AsyncIterator[Said]:
        """One request, as the host's mood has it."""
        url = urlsplit(str(address))
        host = url.hostname or ""
        if (
            host not in MOODS
            or url.scheme != "https"
            or options["allow_redirects"]
            or not self._is_meant(host, options)
        ):
            self.strays.append(str(address))
        yield await self._answered(host, url.path, options)

    def _is_meant(self, host: str, options: dict[str, Any]) -> bool:
        """Whether the token is of the host's own scope."""
        bearer = (options.get("headers") or {}).get("Authorization", "")
        return host not in SCOPES or bearer.startswith(f"Bearer own-token-{SCOPES[host]}")

    async def _answered(self, host: str, path: str, options: dict[str, Any]) -> Said:
        mood = self.moods[host]
        if mood == "lost":
            self._take(path, options)
            raise aiohttp.ServerDisconnectedError
        if mood == "refuse":
            raise aiohttp.ClientConnectorError(None, OSError(111, "refused"))  # type: ignore[arg-type]
        if mood == "hang":
            await self.clock.sleep(options["timeout"].total)
            raise TimeoutError
        if mood == "garbage":
            return Said(200, b"[]")
        if mood != "ok":
            return Said(int(mood), headers={"Retry-After": "2"} if mood == "429" else {})
        return {"login.microsoftonline.com": self._token, "graph.microsoft.com": self._graph}.get(
            host, self._take
        )(path, options)

    def _token(self, _path: str, options: dict[str, Any]) -> Said:
        self._tokens += 1
        scope = "graph" if "graph" in options["data"]["scope"] else "botframework"
        token = f"own-token-{scope}-{self._tokens}"
        return Said(200, json.dumps({"access_token": token, "expires_in": 3599}).encode())

    def _graph(self, path: str, _options: dict[str, Any]) -> Said:
        roles, kind = self.people.get(path.split("/")[3], ([], ""))
        if not kind:
            return Said(404)
        person = {"userType": kind, "accountEnabled": True}
        listed = {"value": [{"roleTemplateId": role} for role in roles]}
        return Said(200, json.dumps(listed if path.endswith("directoryRole") else person).encode())

    def _take(self, path: str, options: dict[str, Any]) -> Said:
        self.delivered.append(Delivered(unquote(path.split("/")[4]), json.loads(options["data"])))
        return Said(201, b'{"id": "sent"}')
