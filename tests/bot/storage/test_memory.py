"""Conversations in the database."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.conversation import Conversation, LostUpdate
from bot.question import Question
from bot.storage import once
from bot.storage.memory import DatabaseMemory

ANA = Question("hi", "tenant", "ana", "chat", datetime(2026, 7, 15, tzinfo=UTC))


async def test_a_conversation_is_there_after_a_restart(database):
    await DatabaseMemory(database).save(ANA, Conversation("rates", language="de"))
    assert (await DatabaseMemory(database).load(ANA)).language == "de"


@pytest.mark.parametrize("other", [{"tenant": "x"}, {"user": "ben"}, {"conversation": "team"}])
async def test_what_one_person_said_is_not_another_ones_memory(database, other):
    await DatabaseMemory(database).save(ANA, Conversation("rates"))
    assert await DatabaseMemory(database).load(replace(ANA, **other)) == Conversation()


async def test_a_slower_turn_cannot_overwrite_a_faster_one(database):
    memory = DatabaseMemory(database)
    await memory.save(ANA, Conversation("rates"))
    slow = fast = await memory.load(ANA)
    await memory.save(ANA, replace(fast, intent="balance"))
    with pytest.raises(LostUpdate):
        await memory.save(ANA, slow)


async def test_an_activity_is_taken_in_once_in_24_hours(database):
    async with database.writing("t") as connection:
        times = [await once.take_in(connection, "t", "c", "a1", at) for at in (0, 10, 24 * 3600 + 1)]
    assert times == [True, False, True]


async def test_a_nonce_is_good_for_one_press(database):
    async with database.writing("t") as connection:
        assert await once.use_nonce(connection, "t", "n1", 0)
        assert not await once.use_nonce(connection, "t", "n1", 5)
    async with database.writing("other") as connection:
        assert await once.use_nonce(connection, "other", "n1", 5)
