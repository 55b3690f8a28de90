"""A bot's server in this process with a stand-in conversation behind it and a fake channel before it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import aiohttp

from bot.answer import Answer
from bot.metrics import Metrics
from bot.question import Question
from bot.reply import Part
from bot.teams.card_action import message_with
from bot.teams.connector import NoTokens
from bot.teams.gate import LocalGate
from bot.teams.hosts import LOOPBACK
from bot.teams.outgoing import open_session
from bot.teams.problem import Problems
from bot.teams.redelivery import InProcess
from bot.teams.roles import EveryoneIsAdmin
from bot.teams.server import Outside, Server, build, listening
from bot.understanding.reading import Slots
from tests.fakes.activities import activity
from tests.fakes.connector import FakeConnector, fake_connector
from tests.fakes.parking import FakeParking

NOW = datetime(2026, 7, 15, 10, tzinfo=UTC)


@dataclass(frozen=True)
class EchoReply:
    """As much of a reply as the channel's layer looks at."""

    text: str
    locale: str = "en"
    later: Any = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """One answer about the availability in Brazil."""
        answer = Answer("availability", {})
        return (Part("availability", Slots(countries=("BR",)), (answer,), tuple(self.cards)),)

    @property
    def cards(self) -> list[dict[str, Any]]:
        """One card with the text."""
        body = [{"type": "TextBlock", "text": self.text}]
        return [{"type": "AdaptiveCard", "version": "1.5", "body": body, "fallbackText": self.text}]

    @property
    def activity(self) -> dict[str, Any]:
        """The message with the card."""
        return {**message_with(self.cards[0]), "inputHint": "acceptingInput", "locale": self.locale}


@dataclass
class Echo:
    """Says back what it was asked; `hold` makes it wait, `fault` makes it raise."""

    questions: list[Question] = field(default_factory=list)
    hold: asyncio.Event | None = None
    fault: Exception | None = None
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def reply(self, question: Question) -> EchoReply:
        """The echo."""
        self.questions.append(question)
        self.asked.set()
        if self.hold:
            await self.hold.wait()
        if self.fault:
            raise self.fault
        return EchoReply(f"echo {question.text or question.data}")


@dataclass
class NoFeedback:
    """Keeps reactions in a list."""

    reactions: list[str] = field(default_factory=list)

    async def store(self, tenant: str, reaction: str, now: datetime) -> None:
        """Keep one."""
        self.reactions.append(reaction)


@dataclass
class Rig:
    """What a test has at hand."""

    outside: Outside
    server: Server
    echo: Echo
    feedback: NoFeedback
    connector: FakeConnector
    client: aiohttp.ClientSession
    address: str

    async def post(self, body: dict[str, Any], **options: Any) -> tuple[int, Any]:
        """Status and JSON (None without a body) of one activity."""
        async with self.client.post(self.address, json=body, **options) as response:
            text = await response.text()
            return response.status, await response.json() if text else None

    async def say(self, **changes: Any) -> tuple[int, Any]:
        """Post a message of the usual person, changed."""
        return await self.post(activity(self.connector.url, **changes))


async def _ready() -> None:
    return None


@asynccontextmanager
async def rig(**changes: Any) -> AsyncIterator[Rig]:
    """A running server; `changes` replace parts of what it stands on."""
    echo, feedback = Echo(), NoFeedback()
    async with fake_connector() as connector, open_session() as session, aiohttp.ClientSession() as client:
        outside = Outside(
            gate=LocalGate("demo"),
            session=session,
            connector=LOOPBACK,
            tokens=NoTokens(),
            scope="",
            parking=FakeParking(),
            roles=EveryoneIsAdmin(),
            answering=echo,
            first_time=InProcess(),
            feedback=feedback,
            problems=Problems(None),
            clock=lambda: NOW,
            is_throttled=False,
            files=LOOPBACK,
            takes_direct_files=True,
            ready=_ready,
        )
        outside = replace(outside, **changes)
        server = build(outside, Metrics())
        async with listening(server, "127.0.0.1", 0) as address:
            yield Rig(outside, server, echo, feedback, connector, client, address)
