"""M5 on PostgreSQL: a server that is killed under four writers keeps all of an import or nothing of it."""

import asyncio
from random import Random

from sqlalchemy.exc import SQLAlchemyError

from pricing.errors import DatabaseError
from pricing.storage import verification
from pricing.storage.database import Database
from tests.pricing.imports.test_bank import AS_OF, TENANT, Bank
from tests.sizes import size

IMPORTERS = 3
FOR_EVER_SECONDS = 100_000
LONGEST_SECONDS = 1.5
"""From the writers' begin to the server's end."""


async def test_what_was_acknowledged_is_durable_and_nothing_is_there_by_halves(stoppable_cluster, tmp_path):
    url = stoppable_cluster.migrated("bank")
    bank, chance = Bank(Database(url), tmp_path, FOR_EVER_SECONDS), Random(5)
    for _ in range(size("M5 server stops", "postgresql")):
        await killed_under_writers(bank, stoppable_cluster.server, chance.uniform(0.1, LONGEST_SECONDS))
        await bank.database.close()
        bank.database = Database(url)
        await bank.read_once(set(bank.acknowledged), bank.top_ups)
    assert bank.top_ups
    async with bank.database.reading(TENANT) as connection:
        assert await verification.differences(connection, TENANT, AS_OF, charge_includes_fee=False) == []
    await bank.database.close()


async def killed_under_writers(bank, server, after_seconds):
    """Three importers and a writer of top-ups until the server is gone; it is back when this returns."""
    writers = [asyncio.create_task(bank.import_files()) for _ in range(IMPORTERS)]
    writers.append(asyncio.create_task(bank.top_up()))
    await asyncio.wait(writers, timeout=after_seconds)
    await asyncio.to_thread(server.stop)
    async with asyncio.timeout(30):
        ends = await asyncio.gather(*writers, return_exceptions=True)
    assert [end for end in ends if not isinstance(end, DatabaseError | SQLAlchemyError)] == []
    await asyncio.to_thread(server.start)
