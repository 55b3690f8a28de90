"""The server as Teams meets it: token gate, allow-lists and our own credentials, before fake services."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.metrics import Metrics
from bot.teams.clouds import PUBLIC
from bot.teams.credentials import Credentials
from bot.teams.gate import TokenGate
from bot.teams.identities import ClientCredentials, Secret
from bot.teams.signing_keys import SigningKeys
from bot.teams.throttle import Clock, SystemClock
from bot.teams.tokens import ChannelTokens
from tests.bot.teams.rig import Rig, rig
from tests.fakes.activities import PASSWORD, TENANT, activity
from tests.fakes.connector import FakeConnector
from tests.fakes.identity import FakeIdentity
from tests.fakes.internet import Handler, Internet, internet
from tests.fakes.openid import APP_ID, KEYS_HOST, SERVICE_URL, FakeOpenId, token


@dataclass
class Production:
    """A rig and the services around it."""

    bot: Rig
    net: Internet
    openid: FakeOpenId
    identity: FakeIdentity
    connector: FakeConnector

    async def say(self, bearer: str | None = None, header: str | None = None, **changes: Any) -> int:
        """The status of a message under a token; a good one unless another, or a whole header, is given."""
        authorization = f"Bearer {bearer or token()}" if header is None else header
        headers = {"Authorization": authorization} if authorization else {}
        status, _ = await self.bot.post(activity(SERVICE_URL, **changes), headers=headers)
        return status

    def refusals(self) -> dict[str, int]:
        """How often each reason was counted."""
        samples = next(iter(self.bot.server.metrics.refused.collect())).samples
        return {one.labels["reason"]: int(one.value) for one in samples if one.name.endswith("_total")}


@asynccontextmanager
async def production(
    folder: Path,
    strays: Iterable[str] = (),
    clock: Clock | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    hosts: dict[str, Handler] | None = None,
    **changes: Any,
) -> AsyncIterator[Production]:
    """Running; `strays` are further names that answer, `changes` replace parts of what the bot stands on."""
    openid, identity, connector = FakeOpenId(), FakeIdentity(), FakeConnector(SERVICE_URL)
    known = {
        KEYS_HOST: openid.handle,
        "login.microsoftonline.com": identity.handle,
        "smba.trafficmanager.net": connector.handle,
        **(hosts or {}),
    }
    clock = clock or SystemClock()
    async with AsyncExitStack() as stack:
        net = await stack.enter_async_context(internet(folder, known, strays))
        session = await stack.enter_async_context(net.session())
        metrics = Metrics()
        keys = SigningKeys(session, PUBLIC.openid_metadata, PUBLIC.keys, clock, metrics)
        proves = ClientCredentials(session, PUBLIC, TENANT, APP_ID, Secret(PASSWORD))
        tokens = ChannelTokens(keys, PUBLIC.issuer, APP_ID, now)
        bot = await stack.enter_async_context(
            rig(
                gate=TokenGate(tokens, frozenset({TENANT}), PUBLIC.connector),
                session=session,
                connector=PUBLIC.connector,
                tokens=Credentials(proves, frozenset({PUBLIC.scope}), clock, metrics),
                scope=PUBLIC.scope,
                is_throttled=True,
                clock=now,
                files=PUBLIC.files,
                takes_direct_files=False,
                **changes,
            )
        )
        yield Production(bot, net, openid, identity, connector)
