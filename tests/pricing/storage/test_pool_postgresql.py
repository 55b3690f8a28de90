"""R6 on PostgreSQL: connections that died while nobody used them are not handed out."""

from sqlalchemy import text

from pricing.storage.database import Database

END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'minutewise'"


async def one(database: Database) -> int:
    async with database.reading("acme") as connection:
        return int((await connection.execute(text("SELECT 1"))).scalar_one())


async def test_connections_that_the_server_ended_meanwhile_are_replaced_unseen(postgresql_database, cluster):
    async with postgresql_database.reading("acme"), postgresql_database.reading("acme"):
        pass
    cluster.as_superuser(END_ALL)
    assert await one(postgresql_database) == 1
    async with postgresql_database.writing("acme") as connection:
        assert (await connection.execute(text("SELECT 2"))).scalar_one() == 2
