"""Where the directory says nothing, Teams is asked for the person's token, and what waited is answered."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.question import Role
from bot.teams.graph_roles import ADMIN_ROLES
from bot.teams.person_tokens import PersonTokens
from bot.teams.sign_in import CARD, EXCHANGE, SignIn
from tests.bot.teams.rig import Rig, rig
from tests.bot.teams.test_person_tokens import ISSUER, RESOURCE, Keys, signed
from tests.fakes.activities import PERSON, TENANT
from tests.fakes.clock import FakeClock
from tests.fakes.openid import APP_ID


class Directory:
    """Says what it is told to."""

    def __init__(self, said: Role = Role.UNKNOWN) -> None:
        self.said = said

    async def role(self, tenant: str, user: str) -> Role:
        return self.said


def sign_in(directory: Directory, clock: FakeClock) -> SignIn:
    audiences = frozenset({APP_ID, RESOURCE})
    check = PersonTokens(Keys(), ISSUER, TENANT, audiences, frozenset(ADMIN_ROLES), lambda: datetime.now(UTC))
    return SignIn(directory, lambda _: check, RESOURCE, clock)


@pytest.fixture
def roles() -> SignIn:
    return sign_in(Directory(), FakeClock())


@pytest.fixture
def wanted(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Every reply counts as refused for want of a role."""
    monkeypatch.setattr("bot.teams.sign_in.is_wanted_by", lambda _reply: True)
    return lambda: None


async def brought(bot: Rig, token: object, **changes: Any) -> int:
    value = {"id": "1", "connectionName": "minutewise", "token": token}
    status, _ = await bot.say(type="invoke", name=EXCHANGE, value=value, text=None, **changes)
    return status


async def test_what_was_refused_is_answered_once_the_token_is_there(roles: SignIn, wanted: object) -> None:
    async with rig(roles=roles) as bot:
        await bot.say(text="our balance?")
        assert await brought(bot, signed()) == 200
        _refused, asked, answered = bot.connector.messages
    assert asked["attachments"][0]["contentType"] == CARD
    assert asked["attachments"][0]["content"]["tokenExchangeResource"]["uri"] == RESOURCE
    assert "our balance?" in str(answered)
    assert [question.role for question in bot.echo.questions] == [Role.UNKNOWN, Role.ADMIN]


@pytest.mark.parametrize("token", [None, 5, "", "abc", "x" * 20_000])
async def test_a_token_that_is_none_answers_nothing(roles: SignIn, wanted: object, token: object) -> None:
    async with rig(roles=roles) as bot:
        await bot.say(text="our balance?")
        assert await brought(bot, token) == 412
    assert len(bot.echo.questions) == 1


async def test_another_person_s_token_answers_nothing(roles: SignIn, wanted: object) -> None:
    async with rig(roles=roles) as bot:
        await bot.say(text="our balance?")
        assert await brought(bot, signed(oid="bbbbbbbb-0000-4000-8000-000000000001")) == 412
    assert await roles.role("demo", PERSON) is Role.UNKNOWN


async def test_in_a_group_nobody_is_asked_for_a_token(roles: SignIn, wanted: object) -> None:
    async with rig(roles=roles) as bot:
        await bot.say(text="our balance?", conversation={"id": "c", "conversationType": "channel"})
    assert len(bot.connector.messages) == 1


async def test_a_token_is_believed_for_five_minutes_and_never_against_the_directory() -> None:
    directory, clock = Directory(), FakeClock()
    roles = sign_in(directory, clock)
    await roles.take(TENANT, PERSON, {"token": signed()})
    assert await roles.role(TENANT, PERSON) is Role.ADMIN
    assert await roles.role("another tenant", PERSON) is Role.UNKNOWN
    directory.said = Role.MEMBER
    assert await roles.role(TENANT, PERSON) is Role.MEMBER
    directory.said = Role.UNKNOWN
    await clock.advance(300)
    assert await roles.role(TENANT, PERSON) is Role.UNKNOWN


async def test_without_single_sign_on_its_invoke_is_not_served() -> None:
    async with rig() as bot:
        assert await brought(bot, signed()) == 501
