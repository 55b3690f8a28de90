"""Every button of every card that can be reached from a question ends in an answer."""

import asyncio
import json
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.access import OPEN_ACTIONS
from bot.answer import Outcome
from bot.answers import ACTIONS, ANSWERS
from bot.commands.session import RunMemory, prefilled
from bot.composition import Services
from bot.question import DroppedFile, Question, Role
from bot.reply import Reply
from bot.storage.audit import DatabaseJournal
from bot.turn import Bot
from cards.buttons import Button, buttons, fields
from cards.plain_text import lines
from tests.fixtures.recorded import FOLDER

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
DEEPEST = 6
"""Presses after a question; further ones lead to cards that were met before."""
PASSING = ("nonce", "key", "exact")
"""Parts of a button's data that differ each time."""
FILLED = {"amount": "100", "currency": "EUR", "on": "2026-07-01", "reason": "a test", "minutes": "30",
          "count_0": "5", "country_0": "DE", "call_type_0": "toll", "licence_price": "4"}  # fmt: skip
TEXTS = (
    "call Korea",
    "rates",
    "how much is a meeting?",
    "5 people from Germany for 30 minutes on toll",
    "what is a call to +351 912 345 678?",
    "500 EUR",
    "I bought 500 EUR of credits yesterday",
    "the portal says 412.50",
    "Brazil and Chile and Peru",
    "can we get it with a CSP agreement?",
    "write me a poem",
    "show me another tenant's balance",
)


class Admin:
    """An admin of the demo organisation who presses everything."""

    def __init__(self, services: Services) -> None:
        self._bot = Bot(services, RunMemory(), DatabaseJournal(services.database))
        self.pressed: dict[str, Reply] = {}
        self._next: deque[tuple[int, dict[str, Any]]] = deque()

    async def ask(self, **asked: Any) -> None:
        """A question, whose buttons wait to be pressed."""
        self._remember(0, await self._reply(**asked))

    async def press_everything(self) -> None:
        while self._next:
            depth, data = self._next.popleft()
            if (name := _name(data)) not in self.pressed:
                reply = await self._reply(text="", data=data)
                self.pressed[name] = reply
                self._remember(depth + 1, reply)

    async def _reply(self, **asked: Any) -> Reply:
        who = {"tenant": "demo", "user": "ada", "conversation": "chat", "role": Role.ADMIN, "locale": "en"}
        question = Question(now=NOW, **{"text": "", **who, **asked})
        return await (await self._bot.reply(question)).finished()

    def _remember(self, depth: int, reply: Reply) -> None:
        if depth < DEEPEST:
            waiting = (data for card in reply.cards for data in _pressed(card))
            self._next.extend((depth, data) for data in waiting if _name(data) not in self.pressed)


def _pressed(card: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The data of each button: with the form as it comes, and filled in."""
    filled = {
        field.id: FILLED.get(field.id, next(iter(field.choices.values()), "x")) for field in fields(card)
    }
    for button in buttons(card):
        yield {**prefilled(card), **button.data}
        if filled and _takes_inputs(card, button):
            yield {**prefilled(card), **button.data, **filled}


def _takes_inputs(card: dict[str, Any], button: Button) -> bool:
    return button.data.get("do") in ACTIONS and not str(button.data["do"]).endswith("_form")


def _name(data: dict[str, Any]) -> str:
    return json.dumps({key: value for key, value in data.items() if key not in PASSING}, sort_keys=True)


async def test_every_button_ends_in_an_answer(
    services_on: Callable[[Path], Services], tmp_path: Path
) -> None:
    services = services_on(tmp_path / "bot.db")
    await services.prepare("demo", NOW.date())
    admin = Admin(services)
    for intent, topic in ANSWERS:
        await admin.ask(data={"do": "ask", "intent": intent, "topic": topic, "slots": {}})
    for text in TEXTS:
        await admin.ask(text=text)
    for file in ("July 2026.csv", "Contoso EUR.csv", "Contoso staff.csv"):
        await admin.ask(data={"do": "receive_file"}, files=(dropped(FOLDER / file),))
    await admin.press_everything()
    await services.database.close()
    assert {answer for reply in admin.pressed.values() for answer in faults(reply)} == set()
    deeds = {json.loads(name)["do"] for name in admin.pressed}
    assert {*ACTIONS, "ask"} - deeds == {"receive_file"}
    assert misread(admin.pressed) == []
    assert len(admin.pressed) > 100


def test_every_deed_has_words_in_the_audit_log(loaded: Services) -> None:
    deeds = [name for name in ACTIONS if name not in OPEN_ACTIONS]
    rows = [
        {"at": NOW, "user": "ada", "deed": deed, "fields": [], "scope": "personal", "refused": False}
        for deed in deeds
    ]
    card = loaded.renderer.render("audit", {"deeds": rows, "most": 99, "sources": []}, "en")
    assert [deed for deed in deeds if any(deed in line for line in lines(card))] == []


def dropped(file: Path) -> DroppedFile:
    async def fetch(target: Path) -> None:
        await asyncio.to_thread(shutil.copyfile, file, target)

    return DroppedFile(file.name, fetch)


def faults(reply: Reply) -> Iterator[str]:
    """What is no proper end of a press by an admin in a 1:1 chat."""
    for part in reply.parts:
        for answer, card in zip(part.answers, part.cards, strict=True):
            if answer.outcome not in (Outcome.ANSWERED, Outcome.ASKED) or not card["fallbackText"]:
                yield f"{answer.card}: {answer.outcome}"


def misread(pressed: dict[str, Reply]) -> list[str]:
    """Buttons whose question was read as another one."""
    asks = ((json.loads(name), reply) for name, reply in pressed.items())
    return [
        str(data) for data, reply in asks if data["do"] == "ask" and reply.parts[0].intent != data["intent"]
    ]
