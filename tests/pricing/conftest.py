"""One migrated database, copied for each test: no test runs migrations."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pricing.storage.database import Database


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite file with all of pricing's tables."""
    file = tmp_path_factory.mktemp("database") / "migrated.db"
    asyncio.run(_migrate(file))
    return file


@pytest.fixture
def database_file(migrated_file: Path, tmp_path: Path) -> Path:
    """A copy of its own for one test."""
    return Path(shutil.copy(migrated_file, tmp_path / "minutewise.db"))


@pytest.fixture
async def database(database_file: Path) -> AsyncIterator[Database]:
    """The copy, open."""
    opened = Database(f"sqlite+aiosqlite:///{database_file}")
    yield opened
    await opened.close()


async def _migrate(file: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{file}")
    await database.migrate()
    await database.close()
