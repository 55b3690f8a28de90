"""S2: rotated keys are accepted within a minute, outages survived, and nobody makes us hammer."""

import asyncio
from pathlib import Path

import pytest

from tests.bot.teams.production import Production, production
from tests.fakes.clock import FakeClock
from tests.fakes.openid import jwk, token
from tests.sizes import size

BROKEN = ["error", "garbage", "empty", "elsewhere"]


async def rotate(teams: Production) -> None:
    """From key-1 to key-2, after a first good message."""
    assert await teams.say() == 200
    teams.openid.keys = [jwk("key-2")]


async def test_a_rotated_key_is_accepted_within_a_minute(tmp_path: Path) -> None:
    clock = FakeClock()
    async with production(tmp_path, clock=clock) as teams:
        await rotate(teams)
        await teams.say(token("nobody's"))
        await clock.advance(31)
        assert await teams.say(token("key-2")) == 200
        assert await teams.say(token("key-1")) == 401


async def test_many_unknown_key_ids_cost_at_most_one_fetch(tmp_path: Path) -> None:
    clock = FakeClock()
    async with production(tmp_path, clock=clock) as teams:
        assert await teams.say() == 200
        await clock.advance(31)
        before = teams.openid.fetches
        attempts = [
            teams.say(token("key-2", header={"kid": f"unknown-{number}"}))
            for number in range(size("S2 unknown ids"))
        ]
        assert set(await asyncio.gather(*attempts)) == {401}
    assert teams.openid.fetches - before <= 1


@pytest.mark.parametrize("mood", BROKEN)
async def test_known_keys_survive_a_broken_endpoint(tmp_path: Path, mood: str) -> None:
    clock = FakeClock()
    async with production(tmp_path, clock=clock, strays=["keys.elsewhere.example"]) as teams:
        assert await teams.say() == 200
        teams.openid.mood = mood
        await clock.advance(24 * 3600)
        assert await teams.say(token("key-2")) == 401
        assert await teams.say() == 200
    assert teams.net.strays == []


async def test_known_keys_survive_an_endpoint_that_hangs(tmp_path: Path) -> None:
    clock = FakeClock()
    async with production(tmp_path, clock=clock) as teams:
        assert await teams.say() == 200
        teams.openid.mood = "hang"
        await clock.advance(31)
        waiting = asyncio.create_task(teams.say(token("key-2")))
        assert await teams.say() == 200
        assert await waiting == 401


async def test_keys_are_not_believed_for_ever(tmp_path: Path) -> None:
    clock = FakeClock()
    async with production(tmp_path, clock=clock) as teams:
        assert await teams.say() == 200
        teams.openid.mood = "error"
        await clock.advance(73 * 3600)
        assert await teams.say() == 401
    assert teams.refusals()["no_signing_keys"] == 1


async def test_without_any_key_nobody_comes_in_until_there_is_one(tmp_path: Path) -> None:
    clock = FakeClock()
    async with production(tmp_path, clock=clock) as teams:
        teams.openid.mood = "error"
        assert [await teams.say() for _ in range(20)] == [401] * 20
        assert teams.openid.fetches == 1
        assert teams.refusals() == {"no_signing_keys": 20}
        teams.openid.mood = "ok"
        await clock.advance(4)
        assert await teams.say() == 200


async def test_no_key_to_be_had_within_three_seconds_is_an_answer(tmp_path: Path) -> None:
    async with production(tmp_path) as teams:
        teams.openid.mood = "hang"
        async with asyncio.timeout(4):
            assert await teams.say() == 401


@pytest.mark.parametrize(
    "changes",
    [{"kty": "EC"}, {"use": "enc"}, {"kid": 5}, {"endorsements": "msteams"}, {"n": "!"}, {"n": "AQAB"}],
)
async def test_a_key_that_is_no_signing_key_is_left_out(tmp_path: Path, changes: dict[str, object]) -> None:
    async with production(tmp_path) as teams:
        teams.openid.keys = [jwk("key-2"), "x", jwk("key-1", **changes)]  # type: ignore[list-item]
        assert await teams.say() == 401
        assert await teams.say(token("key-2")) == 200
