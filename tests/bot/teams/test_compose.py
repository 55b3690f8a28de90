"""The message extension: what is typed into a compose box comes back as cards to insert, never with money."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.commands.session import RunMemory
from bot.composition import Services
from bot.question import Role, Scope
from bot.storage.audit import DatabaseJournal
from bot.teams.compose import without_presses
from bot.turn import Bot
from pricing.organisation import Organisation
from pricing.storage import organisations
from tests.bot.teams.rig import Rig, rig


async def searched(bot: Rig, text: str) -> Any:
    parameters = [{"name": "query", "value": text}]
    value = {"commandId": "search", "parameters": parameters, "queryOptions": {"skip": 0, "count": 25}}
    status, answer = await bot.say(type="invoke", name="composeExtension/query", value=value, text=None)
    assert status == 200
    return answer["composeExtension"]


async def test_a_country_comes_back_as_a_card_to_insert() -> None:
    async with rig() as bot:
        found, rates = (await searched(bot, " Brazil "))["attachments"]
    assert found["content"]["body"][0]["text"] == "echo Brazil"
    assert found["preview"]["content"]["title"] == "echo Brazil"
    assert "'intent': 'rates'" in rates["content"]["body"][0]["text"]
    assert "'countries': ['BR']" in rates["content"]["body"][0]["text"]


async def test_it_is_asked_as_anyone_in_a_group_would() -> None:
    async with rig() as bot:
        await searched(bot, "our balance")
        await bot.say(text="our balance")
    aloud, _, alone = bot.echo.questions
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
async def test_nothing_typed_finds_the_organisations_own_country(value: object) -> None:
    async with rig() as bot:
        status, answer = await bot.say(type="invoke", name="composeExtension/query", value=value)
    assert (status, len(answer["composeExtension"]["attachments"])) == (200, 2)
    assert [question.data["intent"] for question in bot.echo.questions] == ["availability", "rates"]
    assert {question.role for question in bot.echo.questions} == {Role.MEMBER}


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("Brazil", ["Brazil:", "Rates: Brazil"]),
        ("+351 912 345 678", ["", "Portugal:"]),
        ("", ["Germany:", "Rates: Germany"]),
        ("how much credit do we have left?", []),
        ("thanks", []),
    ],
)
async def test_what_is_found_is_about_countries_and_never_about_money(
    services_on: Callable[[Path], Services], tmp_path: Path, text: str, cards: list[str]
) -> None:
    services = services_on(tmp_path / "bot.db")
    async with services.database.writing("demo") as connection:
        await organisations.save(connection, Organisation("demo", country="DE", currency="EUR"))
    answering = Bot(services, RunMemory(), DatabaseJournal(services.database))
    async with rig(answering=answering) as bot:
        found = (await searched(bot, text))["attachments"]
    await services.database.close()
    titles = [one["preview"]["content"]["title"] for one in found]
    assert len(titles) == len(cards)
    assert all(title.startswith(start) for title, start in zip(titles, cards, strict=True))


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
