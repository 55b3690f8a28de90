"""Local mode asks for no token, so everything about it stays on this machine."""

import pytest

from tests.bot.teams.rig import rig
from tests.fakes.activities import activity


@pytest.mark.parametrize("channel", ["msteams", "emulator", "webchat", "directline"])
async def test_the_local_tools_are_let_in(channel: str) -> None:
    async with rig() as bot:
        assert (await bot.say(channelId=channel))[0] == 200


@pytest.mark.parametrize("channel", ["slack", "MSTEAMS", "agents"])
async def test_other_channels_are_not(channel: str) -> None:
    async with rig() as bot:
        assert (await bot.say(channelId=channel))[0] == 403
    assert bot.echo.questions == []


@pytest.mark.parametrize(
    "address",
    ["https://smba.trafficmanager.net/emea/", "http://10.0.0.1/", "http://127.0.0.1.attacker.example/", "x"],
)
async def test_an_answer_never_leaves_the_machine(address: str) -> None:
    async with rig() as bot:
        assert (await bot.post(activity(address)))[0] == 403
    assert bot.echo.questions == []


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:3978", 200),
        ("127.0.0.1", 200),
        ("[::1]:3978", 200),
        ("attacker.example", 403),
        ("attacker.example:3978", 403),
        ("localhost.attacker.example", 403),
        ("[2001:db8::1]:3978", 403),
        ("0.0.0.0:3978", 403),
    ],
)
async def test_a_web_page_under_another_name_cannot_speak_to_it(host: str, status: int) -> None:
    async with rig() as bot:
        assert (await bot.post(activity(bot.connector.url), headers={"Host": host}))[0] == status


async def test_whatever_tenant_is_named_the_local_one_answers() -> None:
    async with rig() as bot:
        await bot.say(channelData={"tenant": {"id": "another"}})
    assert bot.echo.questions[0].tenant == "demo"
