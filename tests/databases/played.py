"""A loop and an open database for many cases in turn: opening them takes longer than most cases."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pricing.storage.database import Database


@dataclass(frozen=True)
class Played:
    """What cases share; each takes a tenant of its own."""

    database: Database
    folder: Path
    """For files of theirs."""
    run: Callable[[Coroutine[Any, Any, Any]], Any]
    """Plays a coroutine to its end."""


@contextmanager
def played(url: str, folder: Path) -> Iterator[Played]:
    """Until the end of the block."""
    database = Database(url)
    with asyncio.Runner() as runner:
        run = runner.get_loop().run_until_complete  # the runner's own takes over Ctrl-C each time
        try:
            yield Played(database, folder, run)
        finally:
            run(database.close())
