"""S5: an admin is who the directory says, at most five minutes old; nobody while it says nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.metrics import Metrics
from bot.question import Role
from bot.teams.clouds import PUBLIC
from bot.teams.credentials import Credentials
from bot.teams.graph_roles import ADMIN_ROLES, GraphRoles
from bot.teams.identities import ClientCredentials, Secret
from tests.fakes.activities import TENANT
from tests.fakes.clock import FakeClock
from tests.fakes.graph import FakeGraph
from tests.fakes.identity import FakeIdentity
from tests.fakes.internet import internet
from tests.fakes.openid import APP_ID

ADA = "aaaaaaaa-0000-4000-8000-000000000001"
GLOBAL = next(iter(ADMIN_ROLES))
HELPDESK = "729827e3-9c14-49f7-bb1b-9608f156bbb8"


class Directory:
    """Roles as the bot sees them, and the Graph behind them."""

    def __init__(self, roles: GraphRoles, graph: FakeGraph, identity: FakeIdentity, clock: FakeClock) -> None:
        self.roles, self.graph, self.identity, self.clock = roles, graph, identity, clock

    async def of(self, user: str) -> Role:
        return await self.roles.role(TENANT, user)


@asynccontextmanager
async def directory(folder: Path) -> AsyncIterator[Directory]:
    graph, identity, clock, metrics = FakeGraph(), FakeIdentity(), FakeClock(), Metrics()
    hosts = {"graph.microsoft.com": graph.handle, "login.microsoftonline.com": identity.handle}
    async with internet(folder, hosts) as net, net.session() as session:

        def tokens_of(tenant: str) -> Credentials:
            proves = ClientCredentials(session, PUBLIC, tenant, APP_ID, Secret("secret"))
            return Credentials(proves, frozenset({PUBLIC.graph_scope}), clock, metrics)

        roles = GraphRoles(
            session, PUBLIC.graph, tokens_of, PUBLIC.graph_scope, frozenset(ADMIN_ROLES), clock
        )
        yield Directory(roles, graph, identity, clock)


@pytest.mark.parametrize("role", ADMIN_ROLES.values(), ids=ADMIN_ROLES.values())
async def test_each_of_these_roles_is_an_admin(tmp_path: Path, role: str) -> None:
    template = next(key for key, name in ADMIN_ROLES.items() if name == role)
    async with directory(tmp_path) as people:
        people.graph.add(ADA, HELPDESK, template)
        assert await people.of(ADA) is Role.ADMIN


@pytest.mark.parametrize(
    ("changes", "roles", "role"),
    [
        ({}, [], Role.MEMBER),
        ({}, [HELPDESK], Role.MEMBER),
        ({"userType": "Guest"}, [GLOBAL], Role.GUEST),
        ({"userType": None}, [GLOBAL], Role.GUEST),
        ({"accountEnabled": False}, [GLOBAL], Role.GUEST),
    ],
)
async def test_others_are_not(
    tmp_path: Path, changes: dict[str, object], roles: list[str], role: Role
) -> None:
    async with directory(tmp_path) as people:
        people.graph.add(ADA, *roles, **changes)
        assert await people.of(ADA) is role


@pytest.mark.parametrize("user", ["29:abc", "", "../users", f"{ADA}/x", f"{ADA}?x", ADA.replace("a", "b")])
async def test_who_is_not_in_the_directory_is_a_guest(tmp_path: Path, user: str) -> None:
    async with directory(tmp_path) as people:
        assert await people.of(user) is Role.GUEST


@pytest.mark.parametrize("mood", ["401", "403", "429", "500", "503", "garbage", "hang"])
async def test_a_directory_that_does_not_answer_makes_nobody_an_admin(tmp_path: Path, mood: str) -> None:
    async with directory(tmp_path) as people:
        people.graph.add(ADA, GLOBAL)
        people.graph.mood = mood
        assert await people.of(ADA) is Role.UNKNOWN
        people.graph.mood = "ok"
        await people.clock.advance(11)
        assert await people.of(ADA) is Role.ADMIN


async def test_without_a_token_nobody_is_an_admin(tmp_path: Path) -> None:
    async with directory(tmp_path) as people:
        people.graph.add(ADA, GLOBAL)
        people.identity.mood = "error"
        assert await people.of(ADA) is Role.UNKNOWN
    assert people.graph.asked == []


async def test_a_role_that_was_taken_away_counts_for_five_minutes_at_most(tmp_path: Path) -> None:
    async with directory(tmp_path) as people:
        people.graph.add(ADA, GLOBAL)
        assert await people.of(ADA) is Role.ADMIN
        people.graph.add(ADA)
        await people.clock.advance(299)
        assert await people.of(ADA) is Role.ADMIN
        await people.clock.advance(1)
        assert await people.of(ADA) is Role.MEMBER


async def test_an_outage_ends_what_was_remembered_too(tmp_path: Path) -> None:
    async with directory(tmp_path) as people:
        people.graph.add(ADA, GLOBAL)
        assert await people.of(ADA) is Role.ADMIN
        people.graph.mood = "503"
        await people.clock.advance(301)
        assert await people.of(ADA) is Role.UNKNOWN


async def test_many_questions_at_once_ask_the_directory_once(tmp_path: Path) -> None:
    async with directory(tmp_path) as people:
        people.graph.add(ADA, GLOBAL)
        assert set(await asyncio.gather(*(people.of(ADA) for _ in range(50)))) == {Role.ADMIN}
    assert len(people.graph.asked) == 2
    assert {asked["scope"] for asked in people.identity.asked} == {"https://graph.microsoft.com/.default"}
