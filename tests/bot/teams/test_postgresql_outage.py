"""R6 on PostgreSQL: the server is killed and started again under a running bot."""

import asyncio
from pathlib import Path

from tests.bot.teams.servers import serving
from tests.bot.teams.test_server_process import TAKEN_IN, chat
from tests.fakes.connector import fake_connector
from tests.sizes import size


async def test_an_outage_is_told_politely_and_over_within_five_seconds(
    tmp_path: Path, stoppable_cluster
) -> None:
    url, server = stoppable_cluster.migrated("bot"), stoppable_cluster.server
    async with fake_connector() as channel, serving(tmp_path, DATABASE_URL=url) as bot:
        for run in range(size("R6 outages", "postgresql")):
            assert await bot.post(chat(channel, 10 * run)) in TAKEN_IN
            await channel.until(lambda fake: fake.messages)
            server.stop()
            assert await bot.get("readyz") == 503
            assert await bot.get("livez") == 200
            assert await bot.post(chat(channel, 10 * run + 1)) in TAKEN_IN
            await channel.until(lambda fake: "records cannot be reached" in str(fake.messages[-1:]))
            server.start()
            async with asyncio.timeout(5):
                while await bot.get("readyz") != 200:
                    pass
                assert await bot.post(chat(channel, 10 * run + 2)) in TAKEN_IN
                await channel.until(lambda fake: "Hello!" in str(fake.messages[-1:]))
