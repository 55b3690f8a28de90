"""Work in a thread that is always waited for, and threads that take turns often."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
TURN = timedelta(microseconds=500)
"""A tenth of Python's own: for so long may one thread keep another from running Python."""
_USUAL_SECONDS = sys.getswitchinterval()
_taking_turns = 0


@contextmanager
def short_turns() -> Iterator[None]:
    """While any such block runs, threads take turns often: a writer beside a reader waits less."""
    global _taking_turns
    _taking_turns += 1
    sys.setswitchinterval(TURN.total_seconds())
    try:
        yield
    finally:
        _taking_turns -= 1
        if not _taking_turns:
            sys.setswitchinterval(_USUAL_SECONDS)


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
