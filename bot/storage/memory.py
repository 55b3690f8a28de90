"""Conversations in the database: one row for each person in each chat, versioned against lost updates."""

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation import Conversation, LostUpdate
from bot.question import Question
from bot.storage.schema import memory
from pricing.storage.database import Database


class DatabaseMemory:
    """What `bot.turn.Memory` asks for, kept across restarts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self, question: Question) -> Conversation:
        """The conversation so far; an empty one at first."""
        async with self._database.reading(question.tenant) as connection:
            row = (await connection.execute(select(memory).where(*_is_of(question)))).first()
        return (
            replace(Conversation.from_json(json.loads(row.body)), version=row.version)
            if row
            else Conversation()
        )

    async def save(self, question: Question, conversation: Conversation) -> None:
        """Keep it. Raises LostUpdate when it was changed since it was loaded."""
        async with self._database.writing(question.tenant) as connection:
            if conversation.version == 0:
                await _insert(connection, question, conversation)
            elif not await _replace(connection, question, conversation):
                raise LostUpdate(question.conversation)


async def _insert(connection: AsyncConnection, question: Question, conversation: Conversation) -> None:
    tenant, chat, user = _key(question)
    row = {"tenant": tenant, "conversation": chat, "user_id": user, "version": 1}
    try:
        await connection.execute(insert(memory).values(row | _body(question, conversation)))
    except IntegrityError:
        raise LostUpdate(question.conversation) from None


async def _replace(connection: AsyncConnection, question: Question, conversation: Conversation) -> bool:
    newer = _body(question, conversation) | {"version": conversation.version + 1}
    is_unchanged = memory.c.version == conversation.version
    result = await connection.execute(update(memory).where(*_is_of(question), is_unchanged).values(newer))
    return result.rowcount == 1


def _body(question: Question, conversation: Conversation) -> dict[str, Any]:
    return {"updated_at": int(question.now.timestamp()), "body": json.dumps(conversation.as_json())}


def _key(question: Question) -> tuple[str, str, str]:
    return question.tenant, question.conversation, question.user


def _is_of(question: Question) -> list[Any]:
    tenant, chat, user = _key(question)
    return [memory.c.tenant == tenant, memory.c.conversation == chat, memory.c.user_id == user]
