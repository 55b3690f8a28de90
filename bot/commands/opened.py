"""An organisation's data for commands that answer no question: database, profile and settings alone."""

from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.commands import options
from bot.commands.failure import unknown_organisation

if TYPE_CHECKING:
    from bot.settings import Settings
    from pricing.organisation import Organisation
    from pricing.storage.database import Database


@dataclass(frozen=True)
class Opened:
    """What such a command works on."""

    database: "Database"
    organisation: "Organisation"
    settings: "Settings"


@asynccontextmanager
async def open_organisation(arguments: Namespace) -> AsyncIterator[Opened]:
    """The organisation of `--tenant`, the demo one made if need be. Raises CommandFailed if it is unknown."""
    from bot.settings import read_settings
    from bot.storage.schema import CONVERSATIONS
    from pricing.demo import DEMO_TENANT, ensure_demo
    from pricing.storage import organisations
    from pricing.storage.database import Database
    from pricing.storage.revisions import PRICING

    settings = read_settings()
    database = Database(settings.database())
    try:
        await database.prepare(PRICING, CONVERSATIONS)
        if arguments.tenant == DEMO_TENANT:
            await ensure_demo(database, options.now(arguments).date())
        async with database.reading(arguments.tenant) as connection:
            organisation = await organisations.load(connection, arguments.tenant)
        if organisation is None:
            raise unknown_organisation(arguments.tenant)
        yield Opened(database, organisation, settings)
    finally:
        await database.close()
