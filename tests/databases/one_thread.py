"""SQLite for cases by the thousand: the same statements in the same order, each run where it is awaited.

Handing a statement to a thread and back takes longer than running it.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import aiosqlite.core
import pytest


class _RunAtOnce:
    """Stands for the queue to a connection's thread."""

    def put_nowait(self, job: tuple[asyncio.Future[Any] | None, Callable[[], Any]]) -> None:
        future, run = job
        try:
            result = run()
        except BaseException as error:  # as the thread does: whoever awaits it gets it
            if future is not None:
                future.set_exception(error)
        else:
            if future is not None:
                future.set_result(result)


class _NoThread:
    daemon = True

    def __init__(self, **_: object) -> None:
        pass

    def start(self) -> None:
        pass


async def _run_at_once(run: Callable[..., Any], *arguments: Any) -> Any:
    return run(*arguments)


def use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything happen in the thread that awaits it, until the end of the test."""
    monkeypatch.setattr(aiosqlite.core, "SimpleQueue", _RunAtOnce)
    monkeypatch.setattr(aiosqlite.core, "Thread", _NoThread)
    monkeypatch.setattr(asyncio, "to_thread", _run_at_once)
