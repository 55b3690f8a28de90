"""The message extension: what is typed into a compose box comes back as cards to insert, never with money."""

from typing import Any

import pytest

from bot.question import Role, Scope
from bot.teams.compose import without_presses
from tests.bot.teams.rig import Rig, rig


async def searched(bot: Rig, text: str) -> Any:
    parameters = [{"name": "query", "value": text}]
    value = {"commandId": "search", "parameters": parameters, "queryOptions": {"skip": 0, "count": 25}}
    status, answer = await bot.say(type="invoke", name="composeExtension/query", value=value, text=None)
    assert status == 200
    return answer["composeExtension"]


async def test_a_country_comes_back_as_a_card_to_insert() -> None:
    async with rig() as bot:
        (found,) = (await searched(bot, " Brazil "))["attachments"]
    assert found["content"]["body"][0]["text"] == "echo Brazil"
    assert found["preview"]["content"]["title"] == "echo Brazil"


async def test_it_is_asked_as_anyone_in_a_group_would() -> None:
    async with rig() as bot:
        await searched(bot, "our balance")
        await bot.say(text="our balance")
    aloud, alone = bot.echo.questions
    assert (aloud.role, aloud.scope) == (Role.MEMBER, Scope.GROUP)
    assert (alone.role, alone.scope) == (Role.ADMIN, Scope.PERSONAL)
    assert aloud.conversation != alone.conversation


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {"parameters": None},
        {"parameters": ["x"]},
        {"parameters": [{"name": "initialRun", "value": "true"}]},
        {"parameters": [{"name": "query", "value": 5}]},
        {"parameters": [{"name": "query", "value": "  "}]},
    ],
)
async def test_nothing_typed_finds_nothing(value: object) -> None:
    async with rig() as bot:
        status, answer = await bot.say(type="invoke", name="composeExtension/query", value=value)
    assert (status, answer["composeExtension"]["attachments"]) == (200, [])
    assert bot.echo.questions == []


def test_what_is_inserted_has_no_buttons_that_speak_to_the_bot() -> None:
    press = {"type": "Action.Execute", "title": "x", "fallback": {"type": "Action.Submit"}}
    page = {"type": "Action.OpenUrl", "url": "https://learn.microsoft.com"}
    card = {
        "body": [{"type": "ActionSet", "actions": [press]}, {"type": "ActionSet", "actions": [press, page]}],
        "actions": [press, page, {"type": "Action.ShowCard", "card": {"actions": [press]}}],
    }
    assert without_presses(card) == {
        "body": [{"type": "ActionSet", "actions": [page]}],
        "actions": [page, {"type": "Action.ShowCard", "card": {"actions": []}}],
    }
