"""R1: the HTTP answer waits two seconds for the turn; then the turn goes on, 64 of them at most."""

import asyncio
import time
from pathlib import Path

import pytest

from bot.teams import turns, web
from bot.teams.problem import Problems
from cards.renderer import Renderer
from tests.bot.teams.production import production
from tests.bot.teams.rig import Rig, rig
from tests.fakes.activities import pressed_execute


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rules with a tenth of the time."""
    monkeypatch.setattr(web, "ANSWER_WITHIN_SECONDS", 0.2)
    monkeypatch.setattr(web, "INVOKE_WITHIN_SECONDS", 0.2)


async def held(bot: Rig, count: int) -> list[int]:
    """The statuses of so many messages, whose turns wait for the echo to be let go."""
    bot.echo.hold = asyncio.Event()
    said = [bot.say(conversation=chat(number)) for number in range(count)]
    return [status for status, _ in await asyncio.gather(*said)]


def chat(number: int) -> dict[str, str]:
    return {"id": f"chat-{number}", "conversationType": "personal"}


async def test_a_turn_that_takes_longer_is_answered_later() -> None:
    async with rig() as bot:
        began = time.monotonic()
        assert await held(bot, 1) == [202]
        assert time.monotonic() - began > 1.9
        bot.echo.hold.set()
        await bot.connector.until(lambda fake: fake.messages)


async def test_at_most_64_turns_go_on_and_the_rest_is_told_to_come_again(impatient: None) -> None:
    async with rig() as bot:
        statuses = await held(bot, 80)
        assert (statuses.count(202), statuses.count(503)) == (64, 16)
        assert (await bot.say())[0] == 503
        bot.echo.hold.set()
        await bot.connector.until(lambda fake: len(fake.messages) == 64)
        assert (await bot.say())[0] == 200


async def test_a_burst_beyond_64_quick_turns_is_turned_away_from_nobody() -> None:
    async with rig() as bot:
        said = [bot.say(conversation=chat(number)) for number in range(90)]
        assert {status for status, _ in await asyncio.gather(*said)} <= {200, 202}
        await bot.connector.until(lambda fake: len(fake.messages) == 90)


async def test_an_action_that_takes_longer_says_so_and_its_card_follows(impatient: None) -> None:
    async with rig(problems=Problems(Renderer(("en",)))) as bot:
        bot.echo.hold = asyncio.Event()
        status, answer = await bot.post(pressed_execute(bot.connector.url, {"do": "ask", "intent": "help"}))
        assert (status, answer["statusCode"]) == (200, 200)
        assert "longer than usual" in answer["value"]["fallbackText"]
        bot.echo.hold.set()
        await bot.connector.until(lambda fake: fake.messages)
    assert "help" in bot.connector.messages[0]["attachments"][0]["content"]["fallbackText"]


async def test_a_slow_identity_service_is_waited_for_once(tmp_path: Path) -> None:
    async with production(tmp_path) as teams:
        teams.identity.delay_seconds = 0.25
        statuses = await asyncio.gather(*(teams.say(conversation=chat(number)) for number in range(20)))
    assert set(statuses) == {200}
    assert len(teams.identity.asked) == 1
    assert len(teams.connector.messages) == 20


async def test_a_stop_lets_running_turns_end() -> None:
    async with rig() as bot:
        running = asyncio.create_task(held(bot, 1))
        await bot.echo.asked.wait()
        draining = asyncio.create_task(bot.server.turns.drain(turns.ANSWER_WITHIN_SECONDS))
        await asyncio.sleep(0)
        assert (await bot.say())[0] == 503
        async with bot.client.get(bot.address.replace("/api/messages", "/readyz")) as ready:
            assert ready.status == 503
        bot.echo.hold.set()
        assert await draining is True
        assert await running == [200]
