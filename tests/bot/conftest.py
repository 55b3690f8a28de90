"""The program's parts, loaded once, and a migrated database that is copied for each case."""

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.composition import Services, open_services
from bot.settings import Settings
from pricing.storage.database import Database


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Everything loaded; its database is closed and only there to be copied."""
    return asyncio.run(_loaded(tmp_path_factory.mktemp("loaded")))


@pytest.fixture
def services_on(loaded: Services) -> Callable[[Path], Services]:
    """The same parts on a database file of one's own, made empty and migrated when it is not there."""
    assert loaded.database.file
    template = loaded.database.file

    def on(file: Path) -> Services:
        if not file.exists():
            shutil.copy(template, file)
        return replace(loaded, database=Database(f"sqlite+aiosqlite:///{file}"))

    return on


async def _loaded(folder: Path) -> Services:
    settings = Settings(_env_file=None, data_dir=folder)  # type: ignore[call-arg]
    async with open_services(settings, cards_on_demand=True) as services:
        return services
