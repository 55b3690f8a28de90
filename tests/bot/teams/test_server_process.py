"""The real server process: how it refuses to start, stops, meets an outage and comes back."""

import asyncio
import resource
import socket
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from shutil import move
from typing import Any

import pytest
from aiohttp import web

from tests.bot.teams.registered import TAKEN_IN, bearer, chat, registered
from tests.bot.teams.servers import ServerProcess, finished, serving
from tests.bot.teams.test_token_gate import REQUESTS, ROWS, published
from tests.fakes.activities import PHONE, TENANT, activity
from tests.fakes.connector import FakeConnector, Posted, fake_connector
from tests.fakes.openid import APP_ID, SERVICE_URL, token
from tests.logged import CANARIES
from tests.sizes import size


@pytest.mark.parametrize(
    ("words", "settings", "reason"),
    [
        ([], {}, "MicrosoftAppId is not set"),
        (["--local", "--host", "0.0.0.0"], {}, "loopback only, not on 0.0.0.0"),
        (["--local"], {"HOST": "10.0.0.1"}, "loopback only, not on 10.0.0.1"),
        ([], {"MicrosoftAppId": APP_ID, "TENANTS": TENANT}, "MicrosoftAppTenantId is not set"),
        ([], {"MicrosoftAppId": APP_ID, "MicrosoftAppType": "MultiTenant"}, "TENANTS is not set"),
        ([], {"MicrosoftAppId": APP_ID, "MicrosoftAppTenantId": TENANT}, "MicrosoftAppPassword"),
        (["--local"], {"PORT": "seven"}, "PORT"),
        (["--local"], {"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
    ],
)
async def test_it_does_not_start_open_or_half_set_up(
    tmp_path: Path, words: list[str], settings: dict[str, str], reason: str
) -> None:
    code, said = await finished(tmp_path, *words, **settings)
    assert code == 1
    assert reason in said
    assert "Traceback" not in said


async def test_a_busy_port_is_an_error_or_left_for_a_free_one(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, said = await finished(tmp_path, "--local", "--port", port)
        assert (code, said.splitlines()[-1]) == (1, f"port {port} is busy; choose another with --port")
        async with serving(tmp_path, "--port", port, "--or-free-port") as server:
            assert f":{port}/" not in server.address
            assert await server.get("readyz") == 200


async def test_a_stop_lets_fifty_turns_end_and_exits_within_25_seconds(tmp_path: Path) -> None:
    for _ in range(size("R5 drains")):
        async with fake_connector() as channel, serving(tmp_path) as server:
            release = hold(channel)
            said = [asyncio.create_task(server.post(chat(channel, number))) for number in range(50)]
            # Not everything that was posted: a slow turn shows that it is typing first.
            await channel.until(lambda fake: len(fake.messages) == 50)
            stopping = asyncio.create_task(server.stop())
            await refused(server, channel)
            release.set()
            assert await stopping == 0
            assert set(await asyncio.gather(*said)) <= set(TAKEN_IN)
            assert len(channel.messages) == 50


def hold(channel: FakeConnector) -> asyncio.Event:
    """The channel takes messages but does not answer until the event is set."""
    release = asyncio.Event()

    async def later(_posted: Posted) -> web.Response:
        await release.wait()
        return web.json_response({"id": "x"})

    channel.answer = later
    return release


async def refused(server: ServerProcess, channel: FakeConnector) -> None:
    """Wait until a new message is turned away."""
    async with asyncio.timeout(10):
        while await server.get("readyz") != 503:
            pass
    assert await server.post(chat(channel, 99)) == 503


Outage = Callable[[Path], Any]


@asynccontextmanager
async def locked(file: Path) -> AsyncIterator[None]:
    """Another process holds the database for itself."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.rollback()
    other.close()


@asynccontextmanager
async def moved_away(file: Path) -> AsyncIterator[None]:
    """The file is not where it was."""
    away = file.with_suffix(".away")
    move(file, away)
    yield
    move(away, file)


async def test_a_database_outage_is_told_politely_and_over_without_a_restart(tmp_path: Path) -> None:
    async with fake_connector() as channel, serving(tmp_path) as server:
        for run in range(2 * size("R6 outages")):
            outage = (locked, moved_away)[run % 2]
            assert await server.post(chat(channel, 10 * run)) in TAKEN_IN
            await channel.until(lambda fake: fake.messages)
            async with outage(tmp_path / "minutewise.db"):
                assert await server.get("readyz") == 503
                assert await server.get("livez") == 200
                assert await server.post(chat(channel, 10 * run + 1)) in TAKEN_IN
                await channel.until(lambda fake: "records cannot be reached" in str(fake.messages[-1:]))
            async with asyncio.timeout(5):
                while await server.get("readyz") != 200:
                    pass
                assert await server.post(chat(channel, 10 * run + 2)) in TAKEN_IN
                await channel.until(lambda fake: "Hello!" in str(fake.messages[-1:]))


async def test_a_full_disk_is_told_politely_and_over_when_there_is_room(tmp_path: Path) -> None:
    async with fake_connector() as channel, serving(tmp_path) as server:
        assert await server.post(chat(channel, 1)) in TAKEN_IN
        await channel.until(lambda fake: fake.messages)
        with full_disk(server):
            assert await server.post(chat(channel, 2)) in TAKEN_IN
            await channel.until(lambda fake: "records cannot be reached" in str(fake.messages[-1:]))
            assert await server.get("livez") == 200
        assert await server.post(chat(channel, 3)) in TAKEN_IN
        await channel.until(lambda fake: "Hello!" in str(fake.messages[-1:]))


@contextmanager
def full_disk(server: ServerProcess) -> Iterator[None]:
    """The server may write no file beyond its first few bytes, its log neither."""
    pid = server.process.pid
    usual = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1024, usual[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, usual)


async def test_a_registered_bot_answers_its_own_people_and_nobody_else(tmp_path: Path) -> None:
    async with registered(tmp_path) as (server, around):
        around.openid.keys = published()
        assert await server.post(activity(SERVICE_URL, text=f"hello {PHONE}"), **bearer()) in TAKEN_IN
        assert [[case, await asked_with(server, case)] for case, _, _ in ROWS] == [row[:2] for row in ROWS]
        assert await server.stop() == 0
    assert len(around.channel.messages) == 1 + [row[1] for row in ROWS].count("200")
    log = server.log.read_text()
    assert [canary for canary in CANARIES if canary in log] == []


async def asked_with(server: ServerProcess, case: str) -> str:
    """The status of one row of the token matrix; 200 also when the turn goes on."""
    request = dict(REQUESTS[case]())
    header = request.pop("header", None)
    authorization = f"Bearer {request.pop('bearer', None) or token()}" if header is None else str(header)
    headers = {"Authorization": authorization} if authorization else {}
    status = await server.post(activity(SERVICE_URL, **request), headers=headers)
    return "200" if status in TAKEN_IN else str(status)


async def test_without_the_directory_money_is_refused_and_the_rest_answered(tmp_path: Path) -> None:
    async with registered(tmp_path) as (server, around):
        around.graph.mood = "503"
        money = activity(SERVICE_URL, text="how much credit do we have left?")
        assert await server.post(money, **bearer()) in TAKEN_IN
        assert await server.post(activity(SERVICE_URL, text="thank you"), **bearer()) in TAKEN_IN
        await around.channel.until(lambda fake: len(fake.messages) == 2)
    refusal, thanks = map(str, around.channel.messages)
    assert "cannot tell just now whether you are an administrator" in refusal
    assert "administrator" not in thanks


async def test_figures_are_served_on_their_own_port(tmp_path: Path) -> None:
    port = free_port()
    async with fake_connector() as channel, serving(tmp_path, METRICS_PORT=port) as server:
        status = await server.post(chat(channel, 1))
        async with server.client.get(f"http://127.0.0.1:{port}/metrics") as response:
            assert f'http_answers_total{{status="{status}"}} 1.0' in await response.text()
        assert await server.get("metrics") == 404


def free_port() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])
