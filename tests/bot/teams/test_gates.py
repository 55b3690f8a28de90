"""Each gate's decision and its reason, without a server before it."""

from typing import Any

import pytest

from bot.teams.clouds import PUBLIC
from bot.teams.gate import LocalGate, TokenGate
from bot.teams.incoming import Admission
from bot.teams.refused import Refused
from tests.fakes.activities import TENANT, activity
from tests.fakes.openid import SERVICE_URL

LOCAL = "http://127.0.0.1:1/"


class Anyone:
    """Takes every token for one that says this."""

    def __init__(self, service_url: str = SERVICE_URL) -> None:
        self.service_url = service_url
        self.asked: list[tuple[str | None, str]] = []

    async def check(self, authorization: str | None, channel: str) -> dict[str, str]:
        self.asked.append((authorization, channel))
        return {"serviceurl": self.service_url}


async def refusal(
    gate: LocalGate | TokenGate, host: str = "127.0.0.1:3978", **changes: Any
) -> tuple[int, str]:
    service_url = LOCAL if isinstance(gate, LocalGate) else SERVICE_URL
    with pytest.raises(Refused) as refused:
        await gate.admit(host, "Bearer x", activity(service_url, **changes))
    return refused.value.status, refused.value.reason


@pytest.mark.parametrize("host", ["127.0.0.1:3978", "localhost", "localhost:1", "[::1]:3978", "[::1]"])
async def test_local_mode_is_spoken_to_on_loopback(host: str) -> None:
    assert await LocalGate("demo").admit(host, None, activity(LOCAL)) == Admission("demo", local=True)


@pytest.mark.parametrize("host", ["", "bot.example", "bot.example:3978", "10.0.0.1", "[fe80::1]:1"])
async def test_local_mode_is_not_spoken_to_from_elsewhere(host: str) -> None:
    assert await refusal(LocalGate("demo"), host) == (403, "host")


async def test_local_mode_says_why_it_refuses() -> None:
    gate = LocalGate("demo")
    assert await refusal(gate, channelId="slack") == (403, "channel")
    assert await refusal(gate, serviceUrl="https://smba.trafficmanager.net/emea/") == (403, "service_url")


def token_gate(tokens: Anyone, **changes: Any) -> TokenGate:
    return TokenGate(tokens, frozenset({TENANT}), PUBLIC.connector, **changes)


async def test_teams_is_let_in_for_an_enrolled_tenant() -> None:
    tokens = Anyone()
    admitted = await token_gate(tokens).admit("bot.example", "Bearer x", activity(SERVICE_URL))
    assert admitted == Admission(TENANT, local=False)
    assert tokens.asked == [("Bearer x", "msteams")]


async def test_teams_is_told_why_it_is_refused() -> None:
    gate, elsewhere = token_gate(Anyone()), "https://attacker.example/"
    assert await refusal(token_gate(Anyone("https://smba.trafficmanager.net/"))) == (401, "token_service_url")
    assert await refusal(gate, channelId="webchat") == (403, "channel")
    assert await refusal(token_gate(Anyone(elsewhere)), serviceUrl=elsewhere) == (403, "service_url")
    assert await refusal(gate, channelData={}) == (403, "tenant_missing")
    assert await refusal(gate, channelData={"tenant": {"id": "another"}}) == (403, "tenant")


async def test_another_channel_is_let_in_where_it_is_configured() -> None:
    gate = token_gate(Anyone(), channels=frozenset({"webchat"}))
    assert await gate.admit("", None, activity(SERVICE_URL, channelId="webchat")) == Admission(TENANT)
    assert await refusal(gate) == (403, "channel")
