"""What goes wrong in a turn: one handler that cannot raise, a card and a log line with one reference."""

import re
from typing import Any

import pytest
import structlog
from sqlalchemy.exc import OperationalError

from bot.teams.problem import Problems
from cards.renderer import Renderer
from tests.bot.teams.rig import rig
from tests.fakes.activities import PHONE, SIGN_IN_NAME, pressed_execute
from tests.fakes.connector import Posted

DOWN = OperationalError("SELECT 1", {}, Exception("connection refused"))


@pytest.fixture(scope="module")
def problems() -> Problems:
    return Problems(Renderer(("en", "pt-BR")))


def said(activity: dict[str, Any]) -> str:
    return str(activity["attachments"][0]["content"]["fallbackText"])


async def test_a_fault_is_told_under_the_reference_that_the_log_has(problems: Problems) -> None:
    async with rig(problems=problems) as bot:
        bot.echo.fault = RuntimeError(f"canary of the inside: {PHONE}, {SIGN_IN_NAME}")
        with structlog.testing.capture_logs() as lines:
            assert (await bot.say(text=f"call {PHONE}"))[0] == 200
    (line,) = [line for line in lines if line["event"] == "turn_failed"]
    assert line["reference"] in said(bot.connector.messages[0])
    assert "canary" not in str(bot.connector.messages)


async def test_a_database_that_is_down_is_named_in_the_persons_language(problems: Problems) -> None:
    async with rig(problems=problems) as bot:
        bot.echo.fault = DOWN
        await bot.say(locale="pt-BR")
        await bot.say(locale="en-US")
    portuguese, english = map(said, bot.connector.messages)
    assert "records cannot be reached" in english
    assert "registros" in portuguese


async def test_a_fault_is_told_in_the_language_of_the_question() -> None:
    portuguese = Problems(Renderer(("en", "pt-BR")), lambda text: "pt-BR" if "quanto" in text else None)
    async with rig(problems=portuguese) as bot:
        bot.echo.fault = DOWN
        await bot.say(text="quanto crédito ainda temos?", locale="en-US")
    assert "registros" in said(bot.connector.messages[0])


@pytest.mark.parametrize("fault", [KeyError("x"), PermissionError("x"), RecursionError(), ValueError(), DOWN])
async def test_no_fault_becomes_a_server_error(fault: Exception) -> None:
    async with rig() as bot:
        bot.echo.fault = fault
        assert (await bot.say())[0] == 200
        assert re.search(r"\([0-9a-f]{8}\)", bot.connector.messages[0]["text"])


async def test_a_fault_behind_a_button_is_told_in_its_answer(problems: Problems) -> None:
    async with rig(problems=problems) as bot:
        bot.echo.fault = DOWN
        status, answer = await bot.post(pressed_execute(bot.connector.url, {"do": "ask"}))
    assert (status, answer["statusCode"]) == (200, 200)
    assert "records cannot be reached" in answer["value"]["fallbackText"]


async def test_a_channel_that_takes_nothing_does_not_stop_the_server() -> None:
    async with rig() as bot:

        async def refuse(_posted: Posted) -> Any:
            raise ConnectionResetError

        bot.connector.answer = refuse
        assert (await bot.say())[0] == 200
        bot.connector.answer = None
        assert (await bot.say())[0] == 200
    assert len(bot.connector.posted) == 2


async def test_a_card_that_cannot_be_drawn_becomes_plain_words() -> None:
    class Broken:
        def render(self, *_: object) -> None:
            raise RuntimeError

    broken: Any = Broken()
    message = Problems(broken).message("unexpected", "1234abcd", "de")
    assert message["text"].endswith("(1234abcd)")


async def test_readiness_names_what_is_missing() -> None:
    async def down() -> str:
        return "the database cannot be reached"

    async with rig(ready=down) as bot:
        for path, status, text in (
            ("livez", 200, "alive"),
            ("readyz", 503, "the database cannot be reached"),
        ):
            async with bot.client.get(bot.address.replace("api/messages", path)) as response:
                assert (response.status, await response.text()) == (status, text)
