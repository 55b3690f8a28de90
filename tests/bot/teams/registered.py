"""The real server as in production, before fake services; and what is said to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.bot.teams.servers import ServerProcess, serving
from tests.fakes.activities import PASSWORD, TENANT, activity
from tests.fakes.connector import FakeConnector
from tests.fakes.graph import FakeGraph
from tests.fakes.identity import FakeIdentity
from tests.fakes.internet import Internet, internet
from tests.fakes.openid import APP_ID, KEYS_HOST, SERVICE_URL, FakeOpenId, token

TAKEN_IN = (200, 202)
"""On a busy machine a turn may take longer than its request waits."""
REGISTERED = {"MicrosoftAppId": APP_ID, "MicrosoftAppPassword": PASSWORD, "MicrosoftAppTenantId": TENANT}


@asynccontextmanager
async def registered(folder: Path, **settings: str) -> AsyncIterator[tuple[ServerProcess, "Services"]]:
    """The server as in production, before fake services."""
    services = Services()
    async with (
        internet(folder, services.hosts()) as net,
        serving(folder, net=net, **REGISTERED, **settings) as server,
    ):
        services.net = net
        yield server, services


class Services:
    """What stands around a registered bot."""

    def __init__(self) -> None:
        self.net: Internet | None = None
        self.openid, self.identity, self.graph = FakeOpenId(), FakeIdentity(), FakeGraph()
        self.channel = FakeConnector(SERVICE_URL)

    def hosts(self) -> dict[str, Any]:
        return {
            KEYS_HOST: self.openid.handle,
            "login.microsoftonline.com": self.identity.handle,
            "graph.microsoft.com": self.graph.handle,
            "smba.trafficmanager.net": self.channel.handle,
        }


def bearer(**changes: Any) -> dict[str, dict[str, str]]:
    return {"headers": {"Authorization": f"Bearer {token(**changes)}"}}


def chat(channel: FakeConnector, number: int, **changes: Any) -> dict[str, Any]:
    """A message in a chat of its own."""
    place = {"id": f"chat-{number}", "conversationType": "personal"}
    return activity(channel.url, **{"conversation": place, "text": "hello", **changes})
