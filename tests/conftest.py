"""The databases that tests work on, of both engines: migrated once, empty for each test."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from pricing.storage.database import Database
from tests.databases import one_thread
from tests.databases.cluster import SCHEMAS, Cluster
from tests.databases.played import Played, played
from tests.databases.server import QUICK, Server

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """PostgreSQL, started when the first test wants it."""
    server = Server(**QUICK)
    try:
        yield Cluster(server.start())
    finally:
        server.remove()


@pytest.fixture
def stoppable_cluster() -> Iterator[Cluster]:
    """A server for one test alone, which may kill it; it writes to the disk what it acknowledges."""
    server = Server()
    try:
        yield Cluster(server.start())
    finally:
        server.remove()


@pytest.fixture(scope="session")
def postgresql_migrated(cluster: Cluster) -> str:
    """The application's URL of a database with all tables, which tests use one after the other."""
    return cluster.migrated("shared")


@pytest.fixture
def postgresql_url(cluster: Cluster, postgresql_migrated: str) -> Iterator[str]:
    """The same for one test, emptied after it."""
    yield postgresql_migrated
    cluster.empty("shared")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite file with all tables."""
    file = tmp_path_factory.mktemp("database") / "migrated.db"
    asyncio.run(_migrate(file))
    return file


@pytest.fixture
def database_file(migrated_file: Path, tmp_path: Path) -> Path:
    """A copy of its own for one test."""
    return Path(shutil.copy(migrated_file, tmp_path / "minutewise.db"))


@pytest.fixture
def quick_file(migrated_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy for cases by the thousand: in memory where there is such a folder, and without threads."""
    one_thread.use(monkeypatch)
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(shutil.copy(migrated_file, Path(folder) / "minutewise.db"))


@pytest.fixture
def quick(quick_file: Path) -> Iterator[Played]:
    """The same, open."""
    with played(f"sqlite+aiosqlite:///{quick_file}", quick_file.parent) as opened:
        yield opened


@pytest.fixture
def on_postgresql(postgresql_url: str, tmp_path: Path) -> Iterator[Played]:
    """PostgreSQL for many cases."""
    with played(postgresql_url, tmp_path) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each engine in its turn, migrated and empty."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql_url"))
    return f"sqlite+aiosqlite:///{request.getfixturevalue('database_file')}"


@pytest.fixture
def own_database(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What commands work on, each engine in its turn, from a folder of their own."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Open, as the application has it."""
    opened = Database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(database_file: Path) -> AsyncIterator[Database]:
    """SQLite alone, for what is peculiar to it."""
    opened = Database(f"sqlite+aiosqlite:///{database_file}")
    yield opened
    await opened.close()


@pytest.fixture
async def postgresql_database(postgresql_url: str) -> AsyncIterator[Database]:
    """PostgreSQL alone."""
    opened = Database(postgresql_url)
    yield opened
    await opened.close()


async def _migrate(file: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{file}")
    await database.migrate(*SCHEMAS)
    await database.close()
