"""How long the event loop stood still: what blocks it delays every turn at once."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

STEP_SECONDS = 0.02


@asynccontextmanager
async def watched(longer: Callable[[float], None]) -> AsyncIterator[None]:
    """While the block runs, `longer` gets the seconds of each stall that is longer than all before it."""
    watching = asyncio.create_task(_watch(longer))
    try:
        yield
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


async def _watch(longer: Callable[[float], None]) -> None:
    longest = 0.0
    while True:
        began = time.monotonic()
        await asyncio.sleep(STEP_SECONDS)
        stalled = time.monotonic() - began - STEP_SECONDS
        if stalled > longest:
            longest = stalled
            longer(longest)
