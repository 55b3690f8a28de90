"""How long the machine kept a process from running: a busy one makes any program stand still."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

EVERY_SECONDS = 0.05


@dataclass
class Crowding:
    """A process's waits for a core, by thread, sampled; nothing where nobody counts them."""

    samples: list[tuple[float, dict[str, float]]] = field(default_factory=list)
    """Instants, and the seconds that each thread had waited until then."""

    def longest(self, seconds: float) -> float:
        """The most that one thread waited within so many seconds: one that holds a lock delays the others."""
        reach, found = seconds + 2 * EVERY_SECONDS, 0.0
        for place, (began, before) in enumerate(self.samples):
            within = [waited for instant, waited in self.samples[place:] if instant <= began + reach]
            found = max(found, *(waited - before.get(thread, 0) for thread, waited in within[-1].items()), 0)
        return found


@asynccontextmanager
async def crowding(pid: int) -> AsyncIterator[Crowding]:
    """Samples a process while the block runs."""
    seen = Crowding()
    sampling = asyncio.create_task(_sample(pid, seen))
    try:
        yield seen
    finally:
        sampling.cancel()
        await asyncio.gather(sampling, return_exceptions=True)


async def _sample(pid: int, seen: Crowding) -> None:
    while True:
        seen.samples.append((time.monotonic(), _waited(pid)))
        await asyncio.sleep(EVERY_SECONDS)


def _waited(pid: int) -> dict[str, float]:
    found = {}
    for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with suppress(OSError, IndexError):  # the thread ended meanwhile
            found[thread.parent.name] = int(thread.read_text().split()[1]) / 1e9
    return found
