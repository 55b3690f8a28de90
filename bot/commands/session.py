"""A person talking to the bot without a channel: questions typed and buttons pressed by their words."""

import asyncio
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.conversation import Conversation
from bot.question import DroppedFile, Question, Role, Scope
from bot.reply import Reply
from bot.turn import Bot
from cards.buttons import Button, buttons, fields


class NoSuchButton(Exception):
    """The last card has no button, or no field, of that name; the message lists those it has."""


class RunMemory:
    """Conversations for as long as the process runs."""

    def __init__(self) -> None:
        self._conversations: dict[tuple[str, str, str], Conversation] = {}

    async def load(self, question: Question) -> Conversation:
        """The conversation so far; an empty one at first."""
        return self._conversations.get(_key(question), Conversation())

    async def save(self, question: Question, conversation: Conversation) -> None:
        """Keep it until the process ends."""
        self._conversations[_key(question)] = conversation


def _key(question: Question) -> tuple[str, str, str]:
    return question.tenant, question.conversation, question.user


@dataclass
class Session:
    """One person in one chat, with the last reply in front of them."""

    bot: Bot
    tenant: str
    conversation: str = "terminal"
    role: Role = Role.ADMIN
    scope: Scope = Scope.PERSONAL
    locale: str | None = None
    last: Reply | None = field(default=None, init=False)

    async def say(self, text: str, now: datetime) -> Reply:
        """Type something."""
        return await self._ask(Question(text=text, **self._who(now)))

    async def press(self, label: str, now: datetime, inputs: Mapping[str, str] | None = None) -> Reply:
        """Press a button of the last reply, its form filled in by the fields' labels. Raises NoSuchButton."""
        card, button = self._button(label)
        data = {**prefilled(card), **button.data, **_filled(card, inputs or {})}
        return await self._ask(Question(text="", data=data, **self._who(now)))

    async def drop(self, file: Path, now: datetime) -> Reply:
        """Drop a file into the chat."""

        async def fetch(target: Path) -> None:
            await asyncio.to_thread(shutil.copyfile, file, target)

        data, files = {"do": "receive_file"}, (DroppedFile(file.name, fetch),)
        return await self._ask(Question(text="", data=data, files=files, **self._who(now)))

    def button_labels(self) -> list[str]:
        """The words on the buttons of the last reply."""
        return [button.title for card in self._cards() for button in buttons(card)]

    async def _ask(self, question: Question) -> Reply:
        self.last = await (await self.bot.reply(question)).finished()
        return self.last

    def _who(self, now: datetime) -> dict[str, Any]:
        names = ("tenant", "conversation", "role", "scope", "locale")
        return {"user": "local", "now": now} | {name: getattr(self, name) for name in names}

    def _cards(self) -> list[dict[str, Any]]:
        return self.last.cards if self.last else []

    def _button(self, label: str) -> tuple[dict[str, Any], Button]:
        for card in self._cards():
            for button in buttons(card):
                if button.title.casefold() == label.strip().casefold():
                    return card, button
        raise NoSuchButton(f"no button {label!r}; there are: {', '.join(self.button_labels()) or 'none'}")


def prefilled(card: Mapping[str, Any]) -> dict[str, str]:
    """What the fields of a form hold before anything is typed."""
    return {field.id: field.value for field in fields(card) if field.value}


def _filled(card: Mapping[str, Any], inputs: Mapping[str, str]) -> dict[str, str]:
    known = {name: field for field in fields(card) for name in (field.label.casefold(), field.id.casefold())}
    filled = {}
    for label, value in inputs.items():
        if label.casefold() not in known:
            labels = ", ".join(field.label for field in fields(card))
            raise NoSuchButton(f"no field {label!r}; there are: {labels or 'none'}")
        target = known[label.casefold()]
        filled[target.id] = target.choices.get(str(value), str(value))
    return filled
