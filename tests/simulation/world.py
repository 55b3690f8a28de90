"""Two servers, two organisations and their people, drawn from a seed: whatever may happen, step by step."""

import asyncio
import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from bot.composition import Services
from bot.teams.graph_roles import ADMIN_ROLES
from pricing.imports.usage_import import Pace
from tests.fakes.activities import SIGN_IN_NAME, activity
from tests.fakes.clock import FakeClock
from tests.fakes.openid import SERVICE_URL, token
from tests.simulation.around import Around
from tests.simulation.model import Model
from tests.simulation.server import Answer, SimulatedServer
from tests.simulation.shared_file import Faults, SharedFile

BEGAN = datetime(2026, 7, 15, 8, tzinfo=UTC)
GLOBAL, HELPDESK = next(iter(ADMIN_ROLES)), "729827e3-9c14-49f7-bb1b-9608f156bbb8"
ROLE_IS_BELIEVED = timedelta(seconds=301)
IS_REDELIVERED = timedelta(hours=23)
"""Within the day for which an activity is remembered."""
OUTAGE_IS_BELIEVED = timedelta(seconds=11)
LOCALES = ("en-US", "de-DE", "pt-BR", "ja-JP", "xx", None)


@dataclass
class Person:
    """Someone of an organisation."""

    tenant: str
    user: str
    was_admin_until: datetime | None = None
    """Until when an older role may still be believed; None for someone who never was an admin."""
    is_admin_since: datetime | None = None
    """None for someone who is no admin now."""


@dataclass(frozen=True)
class Chat:
    """A conversation as the channel names it."""

    id: str
    scope: str


@dataclass
class Asked:
    """One activity of a person, and what became of it."""

    person: Person
    chat: Chat
    body: dict[str, Any]
    at: datetime
    answers: list[Answer] = field(default_factory=list)


@dataclass
class World:
    """All there is."""

    seed: int
    services_on: Callable[[SharedFile], Services]
    databases: list[SharedFile]
    """One file, as each of the two servers has it."""
    folder: Path
    tenants: frozenset[str]
    unremembered: Callable[[], int] = lambda: 0
    """How often a server could not look up whether an activity is new."""
    log: list[str] = field(default_factory=list)
    """What was done, for whoever reads of a failure."""

    def __post_init__(self) -> None:
        self.dice = random.Random(f"world {self.seed}")
        self.clock, self.faults = FakeClock(), Faults(self.dice)
        self.pace = Pace(sleep=self.clock.sleep)
        self.around = Around(self.clock)
        self.ours = [f"{side}{self.seed:07}-0000-4000-8000-000000000000" for side in "ab"]
        self.models = {tenant: Model(tenant, BEGAN - timedelta(days=20)) for tenant in self.ours}
        self.people = [self._joins(tenant, kind) for tenant in self.ours for kind in range(4)]
        self.asked: list[Asked] = []
        self.shown: dict[str, list[dict[str, Any]]] = {}
        self.dead_failures = self.killed = 0
        self.calm_since = BEGAN - OUTAGE_IS_BELIEVED
        self._numbers = count()
        self.changed: set[str] = set()
        """Organisations whose records the last step changed from outside the chat."""
        for database in self.databases:
            database.faults = self.faults
        self.servers = [self._started(at) for at in range(2)]

    @property
    def now(self) -> datetime:
        """The instant of the world."""
        return BEGAN + timedelta(seconds=self.clock.monotonic() - 1000)

    def _joins(self, tenant: str, kind: int) -> Person:
        person = Person(tenant, f"{kind}0000000-0000-4000-8000-{tenant[0]}{self.seed:011}")
        roles = [[GLOBAL], [next(reversed(ADMIN_ROLES))], [HELPDESK], [GLOBAL]][kind]
        self.around.people[person.user] = (roles, "Guest" if kind == 3 else "Member")
        if kind < 2:
            person.was_admin_until = datetime.max.replace(tzinfo=UTC)
            person.is_admin_since = BEGAN - ROLE_IS_BELIEVED
        return person

    def _started(self, at: int) -> SimulatedServer:
        services = self.services_on(self.databases[at])
        return SimulatedServer(services, self.around, self.tenants, lambda: self.now)

    def may_see_money(self, person: Person) -> bool:
        """Whether the directory, or what may still be believed of it, makes an admin of the person."""
        return person.was_admin_until is not None and self.now <= person.was_admin_until

    def must_see_money(self, person: Person) -> bool:
        """Whether nothing older than the directory's present word can be believed, and it says admin."""
        since = person.is_admin_since
        is_known = since is not None and self.now >= since + ROLE_IS_BELIEVED
        return is_known and self._is_calm() and self.now >= self.calm_since + OUTAGE_IS_BELIEVED

    async def run(self, *work: Coroutine[Any, Any, Any]) -> list[Any]:
        """Do these at once, letting time pass only when nothing else moves."""
        tasks = [asyncio.create_task(one) for one in work]
        for turn in range(200_000):
            if all(task.done() for task in tasks) and not any(server.running for server in self.servers):
                return [task.result() for task in tasks]
            await asyncio.sleep(0)
            if turn % 300 == 299 and self.clock._sleepers:
                await self.clock._wake_next()
        raise AssertionError("nothing moves any more")

    def _someone(self) -> tuple[Person, Chat]:
        person, scope = (
            self.dice.choice(self.people),
            self.dice.choice(["personal", "personal", "groupChat", "channel"]),
        )
        whose = person.user if scope == "personal" else "all"
        return person, Chat(f"{scope}:{person.tenant}:{whose}", scope)

    def _activity(self, person: Person, chat: Chat, **changes: Any) -> Asked:
        body = activity(
            SERVICE_URL,
            id=f"{self.seed}-{next(self._numbers)}",
            conversation={"id": chat.id, "conversationType": chat.scope},
            channelData={"tenant": {"id": person.tenant}},
            locale=self.dice.choice(LOCALES),
            **{"from": {"id": f"29:{person.user}", "aadObjectId": person.user, "name": SIGN_IN_NAME}},
            **changes,
        )
        body.pop("text", None) if changes.get("value") else None
        asked = Asked(person, chat, body, self.now)
        self.asked.append(asked)
        return asked

    async def _post(self, asked: Asked, server: SimulatedServer | None = None) -> None:
        server = server or self.dice.choice(self.servers)
        answer = await server.post(asked.body, bearer())
        asked.answers.append(answer)
        cards = _cards(answer.body) or [
            card
            for one in self.around.delivered[-3:]
            if one.conversation == asked.chat.id
            for card in _cards(one.body)
        ]
        if cards:
            self.shown[asked.chat.id] = cards

    def _is_calm(self) -> bool:
        return not self.faults.one_in and set(self.around.moods.values()) == {"ok"}


_BEARER: list[str] = []


def bearer() -> str:
    """A token of the channel's, good for as long as the world lasts."""
    if not _BEARER:
        until = int((BEGAN + timedelta(days=3650)).timestamp())
        _BEARER.append(token(nbf=int(BEGAN.timestamp()) - 60, exp=until))
    return _BEARER[0]


def _cards(body: Any) -> list[dict[str, Any]]:
    """The cards in an answer or in a message."""
    if not isinstance(body, dict):
        return []
    if isinstance(body.get("value"), dict) and body["value"].get("type") == "AdaptiveCard":
        return [body["value"]]
    return [one["content"] for one in body.get("attachments", []) if isinstance(one.get("content"), dict)]
