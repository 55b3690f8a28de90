"""`migrate`: the tables, created or brought up to date by the role that owns them."""

import asyncio
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from bot.commands.failure import CommandFailed

if TYPE_CHECKING:
    from bot.settings import Settings

NAME = "migrate"
HELP = "create the tables or bring them up to date; on PostgreSQL as DATABASE_OWNER_URL"
_NEEDS_OWNER = (
    "DATABASE_OWNER_URL is not set: it names the role that owns the tables, and DATABASE_URL the one that "
    "the bot works as, which owns nothing"
)


def add_arguments(parser: ArgumentParser) -> None:
    """None: the settings say it all."""


def run(arguments: Namespace) -> int:
    """0 when the database is ready for this program."""
    from bot.settings import read_settings

    print(asyncio.run(_migrate(read_settings())))
    return 0


async def _migrate(settings: "Settings") -> str:
    from bot.storage.schema import CONVERSATIONS
    from pricing.storage.database import Database
    from pricing.storage.revisions import PRICING

    schemas = (PRICING, CONVERSATIONS)
    database = Database(settings.database())
    try:
        if database.file is None:
            await _as_owner(settings, database.role)
        await database.prepare(*schemas)
        return f"the database is ready: {database.place}"
    finally:
        await database.close()


async def _as_owner(settings: "Settings", role: str) -> None:
    from bot.storage.schema import CONVERSATIONS
    from pricing.storage.database import Database
    from pricing.storage.revisions import PRICING

    if not settings.database_owner_url:
        raise CommandFailed(_NEEDS_OWNER)
    owner = Database(settings.database_owner_url)
    if owner.file is not None:
        raise CommandFailed("DATABASE_OWNER_URL must begin with postgresql+asyncpg:// as DATABASE_URL does")
    try:
        await owner.migrate(PRICING, CONVERSATIONS)
        await owner.admit(role, PRICING, CONVERSATIONS)
    finally:
        await owner.close()
