"""What may come in: body first, then the sender, then where an answer would go and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.teams.hosts import LOOPBACK, Purpose, is_loopback
from bot.teams.incoming import Admission, tenant_of
from bot.teams.refused import Refused

LOCAL_CHANNELS = frozenset({"msteams", "emulator", "webchat", "directline"})
TEAMS_CHANNELS = frozenset({"msteams"})


class Gate(Protocol):
    """Decides over a request whose body is already known to be an activity."""

    async def admit(self, host: str, authorization: str | None, body: Mapping[str, Any]) -> Admission:
        """For whom the turn may run. Raises Refused with 401 or 403."""


@dataclass(frozen=True)
class LocalGate:
    """Local mode: no token, but everything on this machine, and one tenant answers for all."""

    tenant: str
    channels: frozenset[str] = LOCAL_CHANNELS
    connector: Purpose = LOOPBACK

    async def admit(self, host: str, authorization: str | None, body: Mapping[str, Any]) -> Admission:
        """For `--tenant`, whatever tenant the activity names."""
        if not is_loopback(_name_of(host)):
            raise Refused(403, "host")
        if body["channelId"] not in self.channels:
            raise Refused(403, "channel")
        if not self.connector.allows(body["serviceUrl"]):
            raise Refused(403, "service_url")
        return Admission(self.tenant, local=True)


class TokenCheck(Protocol):
    """Proves who sent a request."""

    async def check(self, authorization: str | None, channel: str) -> Mapping[str, Any]:
        """The token's claims. Raises Refused with 401."""


@dataclass(frozen=True)
class TokenGate:
    """Teams itself, for the tenants that are enrolled."""

    tokens: TokenCheck
    tenants: frozenset[str]
    connector: Purpose
    channels: frozenset[str] = TEAMS_CHANNELS

    async def admit(self, host: str, authorization: str | None, body: Mapping[str, Any]) -> Admission:
        """For the activity's own tenant, once token, channel, service URL and tenant are right."""
        claims = await self.tokens.check(authorization, body["channelId"])
        if claims.get("serviceurl") != body["serviceUrl"]:
            raise Refused(401, "token_service_url")
        if body["channelId"] not in self.channels:
            raise Refused(403, "channel")
        if not self.connector.allows(body["serviceUrl"]):
            raise Refused(403, "service_url")
        tenant = tenant_of(body)
        if tenant is None:
            raise Refused(403, "tenant_missing")
        if tenant not in self.tenants:
            raise Refused(403, "tenant")
        return Admission(tenant)


def _name_of(host: str) -> str:
    """The name in a Host header, without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
