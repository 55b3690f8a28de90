"""How long the event loop stood still by our own doing: what blocks it delays every turn at once."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

STEP_SECONDS = 0.02
SCHEDULER = Path("/proc/thread-self/schedstat")
"""On Linux: nanoseconds for which this thread ran, and for which it was ready while others ran."""


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
        began, crowded_out = time.monotonic(), _crowded_out_seconds()
        await asyncio.sleep(STEP_SECONDS)
        stalled = time.monotonic() - began - STEP_SECONDS - (_crowded_out_seconds() - crowded_out)
        if stalled > longest:
            longest = stalled
            longer(longest)


def _crowded_out_seconds() -> float:
    """Seconds for which other processes had the machine while this thread wanted it; 0 where nobody says."""
    try:
        return int(SCHEDULER.read_text().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0
