"""R2: what is delivered twice acts once, for 24 hours, at the same moment and on two servers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest

from bot.teams.redelivery import InDatabase, InProcess
from pricing.errors import DatabaseError
from pricing.storage.database import Database
from tests.bot.teams.rig import rig
from tests.fakes.activities import activity, installation
from tests.fakes.connector import fake_connector
from tests.sizes import size

DAY = 24 * 3600


@asynccontextmanager
async def servers(url: str, count: int = 2) -> AsyncIterator[list[InDatabase]]:
    """As many servers' memories over one database."""
    databases = [Database(url) for _ in range(count)]
    try:
        yield [InDatabase(database) for database in databases]
    finally:
        for database in databases:
            await database.close()


def url_engine(url: str) -> str:
    return url.partition("+")[0]


async def test_pairs_on_two_servers_at_the_same_moment_are_taken_in_once(database_url: str) -> None:
    async with servers(database_url) as both:
        for number in range(size("R2 pairs", url_engine(database_url))):
            name = f"activity-{number}"
            taken = await asyncio.gather(*(one.take_in("t", "chat", name, 0) for one in both))
            assert taken.count(True) == 1, name


@pytest.mark.parametrize(("later", "again"), [(1, False), (DAY, False), (DAY + 1, True)])
async def test_an_activity_is_remembered_for_a_day(database_url: str, later: int, again: bool) -> None:
    async with servers(database_url) as (one, other):
        assert await one.take_in("t", "chat", "activity", 0) is True
        assert await other.take_in("t", "chat", "activity", later) is again
        assert await InProcess().take_in("t", "chat", "activity", later) is True


@pytest.mark.parametrize("key", [("u", "chat", "a"), ("t", "other", "a"), ("t", "chat", "b")])
async def test_tenant_conversation_and_id_tell_activities_apart(
    database_url: str, key: tuple[str, ...]
) -> None:
    async with servers(database_url) as (one, other):
        assert await one.take_in("t", "chat", "a", 0)
        assert await other.take_in(*key, 1)


async def test_a_person_is_greeted_once_on_two_servers_whatever_the_day(database_url: str) -> None:
    async with servers(database_url) as (one, other):
        assert await one.welcome("t", "chat", "", 0)
        assert not await other.welcome("t", "chat", "", 30 * DAY)


class Down:
    """A database that cannot be reached."""

    def writing(self, tenant: str) -> object:
        raise DatabaseError("the database is not there")


async def test_without_a_database_one_server_still_knows_what_it_took_in() -> None:
    down: Any = Down()
    memory = InDatabase(down)
    taken = [await memory.take_in("t", "chat", "a", at) for at in (0, 1)]
    assert taken == [True, False]


async def test_one_reply_comes_from_two_servers_that_get_the_same_activity(database_url: str) -> None:
    async with servers(database_url) as both, AsyncExitStack() as stack:
        bots = [await stack.enter_async_context(rig(first_time=memory)) for memory in both]
        channel = await stack.enter_async_context(fake_connector())
        for _ in range(5):
            body = activity(channel.url)
            await asyncio.gather(*(bot.post(body) for bot in bots))
        await asyncio.gather(*(bot.post(sign) for bot in bots for sign in installation(channel.url)))
    assert len(channel.messages) == 6
