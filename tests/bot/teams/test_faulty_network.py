"""R6 and R1: a network that delays, resets, cuts and garbles; the server stays live, polite, and recovers."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bot.teams.registered import REGISTERED, TAKEN_IN, Services, bearer, chat
from tests.bot.teams.servers import ServerProcess, serving
from tests.databases.cluster import Cluster
from tests.fakes.activities import activity
from tests.fakes.connector import fake_connector
from tests.fakes.faulty_proxy import MOODS, FaultyProxy, faulty_proxy
from tests.fakes.internet import internet
from tests.fakes.openid import SERVICE_URL

RECOVERS_WITHIN_SECONDS = 15
"""Five for the database; services are tried again after at most ten seconds of doubt."""


async def test_services_behind_a_faulty_network_are_found_again_when_it_is_sound(tmp_path: Path) -> None:
    services = Services()
    async with internet(tmp_path, services.hosts()) as net, faulty_proxy(net.port) as proxy:
        behind = replace(net, port=proxy.port)
        async with serving(tmp_path, net=behind, **REGISTERED) as server:
            await answered(server, services)
            for mood in MOODS:
                proxy.mood = mood
                proxy.break_all()
                assert await server.post(message(), **bearer()) in TAKEN_IN, mood
                assert await server.get("livez") == 200
                proxy.mood = "pass"
                proxy.break_all()
                await answered(server, services)
            assert proxy.spoiled > len(MOODS)
            assert await server.stop() == 0


def message() -> dict[str, object]:
    """One in a chat of its own, so that no other delays it."""
    body = activity(SERVICE_URL, text="thanks")
    return body | {"conversation": {"id": f"chat of {body['id']}", "conversationType": "personal"}}


async def answered(server: ServerProcess, services: Services) -> None:
    """Say something until it is answered."""
    async with asyncio.timeout(RECOVERS_WITHIN_SECONDS):
        while True:
            body = message()
            assert await server.post(body, **bearer()) in TAKEN_IN
            try:
                await services.channel.until(
                    lambda fake, said=body["id"]: any(one.get("replyToId") == said for one in fake.messages),
                    3,
                )
            except TimeoutError:
                continue
            return


@pytest.mark.xdist_group("postgresql")
async def test_postgresql_behind_a_faulty_network_is_missed_politely_and_found_again(
    tmp_path: Path, cluster: Cluster
) -> None:
    url = cluster.migrated("behind_a_proxy")
    async with fake_connector() as channel, faulty_proxy(cluster.server.port) as proxy:
        behind = url.replace(f":{cluster.server.port}/", f":{proxy.port}/")
        async with serving(tmp_path, "--tenant", "quiet", DATABASE_URL=behind) as server:
            for number, mood in enumerate(mood for mood in MOODS if mood != "delay"):
                await is_spoiled(proxy, mood, server)
                assert await server.post(chat(channel, 2 * number)) in TAKEN_IN, mood
                await channel.until(lambda fake: "records cannot be reached" in str(fake.messages[-1:]))
                proxy.mood = "pass"
                proxy.break_all()
                async with asyncio.timeout(5):
                    while await server.get("readyz") != 200:
                        pass
                assert await server.post(chat(channel, 2 * number + 1)) in TAKEN_IN
                await channel.until(lambda fake: "Hello" in str(fake.messages[-1:]))
            assert await server.stop() == 0


async def is_spoiled(proxy: FaultyProxy, mood: str, server: ServerProcess) -> None:
    """The network is like that now, and the server says that it cannot work."""
    proxy.mood = mood
    proxy.break_all()
    assert await server.get("livez") == 200
    assert await server.get("readyz") == 503
