"""The server with its two roles: one that owns the tables, and the application's, which owns nothing."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import asyncpg

from bot.storage.schema import CONVERSATIONS
from pricing.storage.database import Database
from pricing.storage.revisions import PRICING
from tests.databases.server import Server

OWNER = "minutewise_owner"
APPLICATION = "minutewise"
SCHEMAS = (PRICING, CONVERSATIONS)


class Cluster:
    """A running server with one database per name, each owned by the owner."""

    def __init__(self, server: Server) -> None:
        self.server = server
        for role in (OWNER, APPLICATION):
            self.as_superuser(f"CREATE ROLE {role} LOGIN PASSWORD '{server.password}'")

    def create(self, name: str, template: str = "template1") -> str:
        """The application's URL of a new database; empty unless it is made after a template."""
        self.as_superuser(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template}")
        return self.server.url(APPLICATION, name)

    def migrated(self, name: str) -> str:
        """The same with all tables."""
        url = self.create(name)
        _in_a_loop(_migrate(self.server.url(OWNER, name)))
        return url

    def empty(self, name: str) -> None:
        """Remove every row, history too."""
        deletes = "; ".join(f"DELETE FROM {table}" for schema in SCHEMAS for table in schema.metadata.tables)
        self.unguarded(deletes, name)

    def unguarded(self, statements: str, database: str) -> None:
        """Run statements past triggers and row security, as only the superuser can."""
        self.as_superuser(f"SET session_replication_role = replica; {statements}", database)

    def as_superuser(self, statements: str, database: str = "postgres") -> None:
        """Run statements on a database."""
        _in_a_loop(_execute(self.server.url(database=database), statements))


def _in_a_loop(work: Coroutine[Any, Any, None]) -> None:
    """Done when this returns, whether or not a loop runs here."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def _migrate(owner_url: str) -> None:
    owner = Database(owner_url)
    try:
        await owner.migrate(*SCHEMAS)
        await owner.admit(APPLICATION, *SCHEMAS)
    finally:
        await owner.close()


async def _execute(url: str, statements: str) -> None:
    connection = await asyncpg.connect(urlsplit(url)._replace(scheme="postgresql").geturl())
    try:
        await connection.execute(statements)
    finally:
        await connection.close()
