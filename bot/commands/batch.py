"""A batch of questions as JSON Lines: one line out for each line in, in the same order."""

import json
from argparse import Namespace
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

from bot.commands import options
from bot.commands.failure import CommandFailed, unknown_organisation
from bot.commands.session import NoSuchButton, RunMemory, Session
from bot.composition import open_services
from bot.question import Role, Scope
from bot.reply import Part, Reply
from bot.settings import read_settings
from bot.storage.audit import DatabaseJournal
from bot.storage.unanswered import DatabaseNotes
from bot.turn import Bot
from bot.understanding.encoder import Encoder

Ready = Callable[[str, date], Awaitable[None]]
"""Makes sure that an organisation is there on a day; raises CommandFailed when it is unknown."""
_KEYS = frozenset(
    {"id", "text", "locale", "context", "conversation", "click", "inputs", "today", "tenant", "role", "scope"}
)


class BadLine(Exception):
    """A line of the batch cannot be asked; the message says why."""


@asynccontextmanager
async def open_bot(encoder: Encoder) -> AsyncIterator[tuple[Bot, Ready]]:
    """A bot whose memory lasts for the run, and the check that an organisation is there."""
    async with open_services(read_settings(), cards_on_demand=True, encoder=encoder) as services:
        seen: set[tuple[str, date]] = set()

        async def ready(tenant: str, today: date) -> None:
            if (tenant, today) not in seen and not await services.prepare(tenant, today):
                raise unknown_organisation(tenant)
            seen.add((tenant, today))

        database = services.database
        yield Bot(services, RunMemory(), DatabaseJournal(database), DatabaseNotes(database)), ready


class Batch:
    """The conversations of one batch."""

    def __init__(self, bot: Bot, ready: Ready, arguments: Namespace) -> None:
        self._bot, self._ready, self._arguments = bot, ready, arguments
        self._sessions: dict[object, Session] = {}
        self.bad_lines = 0

    async def answer(self, line: bytes) -> dict[str, Any]:
        """The answer to one line, or its error."""
        values: Any = None
        try:
            values = _checked(json.loads(line))
            return as_json(values.get("id"), await self._reply(values))
        except (ValueError, BadLine, NoSuchButton, CommandFailed) as error:
            self.bad_lines += 1
            return {"id": _id(line), "error": str(error)}

    async def _reply(self, values: Mapping[str, Any]) -> Reply:
        now = self._now(values)
        session = self._session(values)
        await self._ready(session.tenant, now.date())
        for earlier in values.get("context") or ():
            await session.say(earlier, now)
        if values.get("click") is not None:
            return await session.press(values["click"], now, values.get("inputs"))
        return await session.say(values["text"], now)

    def _now(self, values: Mapping[str, Any]) -> datetime:
        today = values.get("today") or self._arguments.today
        if today is None:
            return datetime.now(UTC)
        return options.noon(today if isinstance(today, date) else date.fromisoformat(today))

    def _session(self, values: Mapping[str, Any]) -> Session:
        key = values.get("conversation")
        name = f"line {len(self._sessions)}" if key is None else f"named {key}"
        session = self._sessions.setdefault(name, Session(self._bot, self._arguments.tenant, name))
        session.tenant = values.get("tenant") or self._arguments.tenant
        session.role = Role(values.get("role") or self._arguments.role)
        session.scope = Scope(values.get("scope") or self._arguments.scope)
        session.locale = values.get("locale") or self._arguments.locale
        return session


def _checked(values: Any) -> dict[str, Any]:
    if not isinstance(values, dict):
        raise BadLine('a line must be an object such as {"id": "q1", "text": "…"}')
    if unknown := sorted(set(values) - _KEYS):
        raise BadLine(f"unknown key {', '.join(unknown)}; known are {', '.join(sorted(_KEYS))}")
    given = [name for name in ("text", "click") if values.get(name) is not None]
    if len(given) != 1 or not isinstance(values[given[0]], str):
        raise BadLine('a line needs either "text" or "click", as a string')
    _check_shapes(values)
    return values


def _check_shapes(values: Mapping[str, Any]) -> None:
    context = values.get("context") or []
    if not isinstance(context, list) or not all(isinstance(text, str) for text in context):
        raise BadLine('"context" must be a list of earlier texts')
    if not isinstance(values.get("inputs") or {}, dict):
        raise BadLine('"inputs" must be an object of field and value')
    for name in ("locale", "today", "tenant", "role", "scope"):
        if not isinstance(values.get(name), str | None):
            raise BadLine(f'"{name}" must be a string')


def _id(line: bytes) -> Any:
    try:
        values = json.loads(line)
    except ValueError:
        return None
    return values.get("id") if isinstance(values, dict) else None


def as_json(id_: Any, reply: Reply) -> dict[str, Any]:
    """A reply as scripts read it, all keys always there."""
    first, *rest = reply.parts
    return {
        "id": id_,
        **_part(first),
        "locale": reply.locale,
        "text": reply.text,
        "activity": reply.activity,
        "more": [_part(part) for part in rest],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "intent": part.intent,
        "slots": part.slots.as_json(),
        "outcome": str(part.answers[0].outcome),
        "card": part.answers[0].card,
    }
