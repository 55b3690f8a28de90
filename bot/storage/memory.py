"""Conversations in the database: one row for each person in each chat, versioned against lost updates."""

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation import Conversation, LostUpdate
from bot.question import Question
from bot.storage.schema import memory
from pricing.storage.database import Database

_IS_OF = [
    memory.c.tenant == bindparam("of"),
    memory.c.conversation == bindparam("chat"),
    memory.c.user_id == bindparam("who"),
]
_FOUND = select(memory.c.version, memory.c.body).where(*_IS_OF)
_FIRST = insert(memory)
_NEWER = (
    update(memory)
    .where(*_IS_OF, memory.c.version == bindparam("before"))
    .values({name: bindparam(name) for name in ("version", "updated_at", "body")})
)


class DatabaseMemory:
    """What `bot.turn.Memory` asks for, kept across restarts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self, question: Question) -> Conversation:
        """The conversation so far; an empty one at first."""
        async with self._database.reading(question.tenant) as connection:
            row = (await connection.execute(_FOUND, _key(question))).first()
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
    key = {"tenant": question.tenant, "conversation": question.conversation, "user_id": question.user}
    try:
        await connection.execute(_FIRST, {**key, "version": 1, **_body(question, conversation)})
    except IntegrityError:
        raise LostUpdate(question.conversation) from None


async def _replace(connection: AsyncConnection, question: Question, conversation: Conversation) -> bool:
    versions = {"version": conversation.version + 1, "before": conversation.version}
    result = await connection.execute(_NEWER, _key(question) | versions | _body(question, conversation))
    return result.rowcount == 1


def _body(question: Question, conversation: Conversation) -> dict[str, Any]:
    return {"updated_at": int(question.now.timestamp()), "body": json.dumps(conversation.as_json())}


def _key(question: Question) -> dict[str, Any]:
    return {"of": question.tenant, "chat": question.conversation, "who": question.user}
