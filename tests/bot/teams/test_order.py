"""A person's turns in one chat run one after the other; other chats do not wait for them."""

import asyncio

from bot.teams.order import InOrder
from tests.bot.teams.rig import rig


async def test_turns_of_one_chat_do_not_overtake_each_other() -> None:
    async with rig() as bot:
        bot.echo.hold = asyncio.Event()
        first = asyncio.create_task(bot.say(text="first"))
        await bot.echo.asked.wait()
        second = asyncio.create_task(bot.say(text="second"))
        other = asyncio.create_task(bot.say(text="other", conversation={"id": "another"}))
        while len(bot.echo.questions) < 2:  # noqa: ASYNC110  # the third must not come
            await asyncio.sleep(0)
        assert [question.text for question in bot.echo.questions] == ["first", "other"]
        bot.echo.hold.set()
        await asyncio.gather(first, second, other)
    assert bot.echo.questions[-1].text == "second"


async def test_nothing_is_kept_when_nobody_waits() -> None:
    order, seen = InOrder(), []

    async def one(number: int) -> None:
        async with order.turn("chat", str(number % 3)):
            seen.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*(one(number) for number in range(30)), return_exceptions=True)
    assert [number for number in seen if number % 3 == 0] == list(range(0, 30, 3))
    assert len(order) == 0


async def test_a_turn_that_fails_or_is_given_up_lets_the_next_one_in() -> None:
    order = InOrder()

    async def failing() -> None:
        async with order.turn("chat"):
            raise ValueError

    await asyncio.gather(failing(), failing(), return_exceptions=True)
    async with order.turn("chat"):
        waiting = asyncio.create_task(failing())
        await asyncio.sleep(0)
        waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert len(order) == 0
