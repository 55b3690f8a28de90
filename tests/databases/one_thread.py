"""SQLite for cases by the thousand: the same statements in the same order, each run where it is awaited.

Handing a statement to a thread and back takes longer than running it, and so does a greenlet for each, which
SQLAlchemy needs to wait in the middle of a function.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiosqlite.core
import pytest
import sqlalchemy.connectors.asyncio
import sqlalchemy.dialects.sqlite.aiosqlite
import sqlalchemy.ext.asyncio.engine
import sqlalchemy.util.concurrency

_WAITING = (
    sqlalchemy.connectors.asyncio,
    sqlalchemy.dialects.sqlite.aiosqlite,
    sqlalchemy.util.concurrency,
)
"""Where SQLAlchemy waits."""


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


def _result_of(awaitable: Awaitable[Any]) -> Any:
    """Of something that has nothing to wait for."""
    try:
        next(awaitable.__await__())
    except StopIteration as done:
        return done.value
    raise RuntimeError("a statement waited for something")


async def _without_greenlet(
    work: Callable[..., Any], *arguments: Any, _require_await: bool = False, **named: Any
) -> Any:
    return work(*arguments, **named)


async def _run_at_once(run: Callable[..., Any], *arguments: Any) -> Any:
    return run(*arguments)


def use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything happen in the thread that awaits it, until the end of the test."""
    monkeypatch.setattr(aiosqlite.core, "SimpleQueue", _RunAtOnce)
    monkeypatch.setattr(aiosqlite.core, "Thread", _NoThread)
    monkeypatch.setattr(asyncio, "to_thread", _run_at_once)
    monkeypatch.setattr(sqlalchemy.ext.asyncio.engine, "greenlet_spawn", _without_greenlet)
    for module in _WAITING:
        monkeypatch.setattr(module, "await_", _result_of)
