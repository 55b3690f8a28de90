"""One stage and one process that forks, for all faults of a module."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import MEMORY
from tests.pricing.faults.commands import Commands, Ended
from tests.pricing.faults.stage import Stage


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """In memory where there is such a folder: the calls are the same and end sooner."""
    assert shutil.which("strace"), (
        "strace is not installed, and these tests need it: sudo apt-get install strace"
    )
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as path:
        yield Path(path)


@pytest.fixture(scope="module")
def stage(migrated_file: Path, folder: Path) -> Stage:
    """Before the import."""
    return Stage(migrated_file, folder)


@pytest.fixture(scope="module")
def commands(stage: Stage, folder: Path) -> Iterator[Commands]:
    """Commands on the stage's database."""
    started = Commands(folder, DATABASE_URL=stage.url, DATA_DIR=str(folder))
    yield started
    started.close()


@pytest.fixture(scope="module")
def undisturbed(stage: Stage, commands: Commands) -> Ended:
    """An import without faults: its calls are counted, and what a reader sees after it is kept."""
    done = commands.run(*stage.words)
    assert done.exit_code == 0
    stage.after = stage.figures()
    assert stage.after != stage.before
    return done
