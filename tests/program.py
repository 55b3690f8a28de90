"""The program's parts, loaded once in a run for all tests that want them whole."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bot.composition import Services, open_services
from bot.settings import Settings
from pricing.storage.database import Database

ServicesOn = Callable[[Path], Services]


@cache
def load() -> Services:
    """Everything loaded; its database is gone again."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_load(Path(folder)))


async def _load(folder: Path) -> Services:
    settings = Settings(_env_file=None, data_dir=folder)  # type: ignore[call-arg]
    async with open_services(settings, cards_on_demand=True) as services:
        return services


@pytest.fixture(scope="session")
def loaded() -> Services:
    """The parts, to be given a database."""
    return load()


@pytest.fixture
async def services_on(loaded: Services, migrated_file: Path) -> AsyncIterator[ServicesOn]:
    """The parts on a database file of one's own, made empty and migrated when it is not there."""
    opened: list[Database] = []

    def on(file: Path) -> Services:
        if not file.exists():
            shutil.copy(migrated_file, file)
        opened.append(Database(f"sqlite+aiosqlite:///{file}"))
        return replace(loaded, database=opened[-1])

    yield on
    for database in opened:
        await database.close()
