"""A server of the simulation: everything real from the gate to the connector, without a socket."""

import asyncio
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from bot.composition import Services
from bot.metrics import Metrics
from bot.storage.audit import DatabaseJournal
from bot.storage.memory import DatabaseMemory
from bot.storage.unanswered import DatabaseNotes
from bot.teams import redelivery
from bot.teams.activity_handler import ActivityHandler
from bot.teams.adapter import Adapter
from bot.teams.clouds import PUBLIC
from bot.teams.connector import Connector
from bot.teams.credentials import Credentials
from bot.teams.feedback import StoredFeedback
from bot.teams.files import Files
from bot.teams.gate import TokenGate
from bot.teams.graph_roles import ADMIN_ROLES, GraphRoles
from bot.teams.identities import ClientCredentials, Secret
from bot.teams.parking import InDatabase
from bot.teams.problem import Problems, TurnErrors
from bot.teams.progress import Progress
from bot.teams.signing_keys import SigningKey
from bot.teams.tokens import ChannelTokens
from bot.teams.turns import Turns
from bot.teams.web import Messages
from bot.turn import Bot
from tests.fakes.activities import PASSWORD
from tests.fakes.openid import APP_ID, key_pair
from tests.simulation.around import Around


class OneKey:
    """The channel's key, known from the start; its fetching has tests of its own."""

    async def get(self, key_id: str) -> SigningKey | None:
        """The key of that id."""
        return (
            SigningKey(key_pair("key-1").public_key(), frozenset({"msteams"})) if key_id == "key-1" else None
        )


@dataclass
class Request:
    """As much of a request as the endpoint looks at."""

    raw: bytes
    headers: dict[str, str]
    content_type: str = "application/json"
    charset: str = "utf-8"

    @property
    def content_length(self) -> int:
        """Bytes of the body."""
        return len(self.raw)

    async def read(self) -> bytes:
        """The body."""
        return self.raw


@dataclass(frozen=True)
class Answer:
    """What the channel gets back from the endpoint."""

    status: int
    body: Any = None


@dataclass
class SimulatedServer:
    """One process; a restart is another one of these on the same database."""

    services: Services
    around: Around
    tenants: frozenset[str]
    now: Callable[[], datetime]
    metrics: Metrics = field(default_factory=Metrics)
    running: set[asyncio.Task[Any]] = field(default_factory=set)

    def __post_init__(self) -> None:
        session: Any = self.around
        clock, metrics, database = self.around.clock, self.metrics, self.services.database
        proves = ClientCredentials(session, PUBLIC, "home", APP_ID, Secret(PASSWORD))
        own = Credentials(proves, frozenset({PUBLIC.scope, PUBLIC.graph_scope}), clock, metrics)
        roles = GraphRoles(
            session, PUBLIC.graph, lambda _: own, PUBLIC.graph_scope, frozenset(ADMIN_ROLES), clock
        )
        jitter = random.Random("jitter")
        parking = InDatabase(database, self.now)
        adapter = Adapter(
            Connector(session, PUBLIC.connector, own, PUBLIC.scope, parking, clock, metrics, jitter)
        )
        problems = Problems(self.services.renderer)
        adapter.on_turn_error = TurnErrors(problems, metrics)
        bot = Bot(self.services, DatabaseMemory(database), DatabaseJournal(database), DatabaseNotes(database))
        first_time = redelivery.InDatabase(database)
        feedback = StoredFeedback(database, metrics)
        files = Files(session, PUBLIC.files)
        tokens = ChannelTokens(OneKey(), PUBLIC.issuer, APP_ID, self.now)
        gate = TokenGate(tokens, self.tenants, PUBLIC.connector)
        turns = Turns(metrics)
        progress = Progress(turns, problems, clock)
        handler = ActivityHandler(bot, roles, first_time, feedback, self.now, files, progress, clock)
        self.messages = Messages(
            gate, adapter, handler.on_turn, first_time, turns, metrics, problems, self.now
        )
        self.running = turns._running

    async def post(self, body: dict[str, Any], bearer: str) -> Answer:
        """One activity."""
        headers = {"Authorization": f"Bearer {bearer}", "Host": "bot.example"}
        request: Any = Request(json.dumps(body).encode(), headers)
        answered: Any = await self.messages.post(request)
        text = getattr(answered, "text", None)
        return Answer(answered.status, json.loads(text) if text else None)

    def kill(self) -> int:
        """End every turn where it stands; how many there were."""
        ended = [task for task in self.running if not task.done()]
        for task in ended:
            task.cancel()
        return len(ended)

    def failures(self) -> int:
        """Turns whose failing was recorded."""
        return int(sum(one.value for one in _samples(self.metrics.failed_turns)))


def _samples(counter: Any) -> list[SimpleNamespace]:
    return [one for one in next(iter(counter.collect())).samples if one.name.endswith("_total")]
