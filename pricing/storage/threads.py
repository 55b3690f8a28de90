"""Work in a thread that is always waited for."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def to_its_end(work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What `work` returns or raises, from a thread; a caller that is cancelled waits for its end first.

    A thread cannot be stopped, and SQLite crashes the process when a connection is closed under one.
    """
    running = asyncio.ensure_future(asyncio.to_thread(work, *args, **named))
    cancelled: asyncio.CancelledError | None = None
    while not running.done():
        try:
            await asyncio.wait([running])
        except asyncio.CancelledError as asked:
            cancelled = asked
    if cancelled is None:
        return running.result()
    running.exception()  # looked at, so that nobody is told of a fault that nobody waits for
    raise cancelled
