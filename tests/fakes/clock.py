"""Time that passes only when a test says so."""

import asyncio
import heapq
from itertools import count


class FakeClock:
    """What `bot.teams.throttle.Clock` asks for."""

    def __init__(self) -> None:
        self._now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()

    def monotonic(self) -> float:
        """Seconds since some fixed point."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Come back when the test has let so much time pass."""
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + seconds, next(self._numbers), woken))
        await woken

    async def advance(self, seconds: float) -> None:
        """Let time pass, waking each sleeper at its own instant."""
        until = self._now + seconds
        await _settle()
        while self._sleepers and self._sleepers[0][0] <= until:
            await self._wake_next()
        self._now = until
        await _settle()

    async def run(self, *tasks: "asyncio.Task[object]") -> None:
        """Let as much time pass as the tasks need; they must wait for nothing else than this clock."""
        left = set(tasks)
        for task in tasks:
            task.add_done_callback(left.discard)
        await _settle()
        while left:
            await self._wake_next()

    async def _wake_next(self) -> None:
        at, _, woken = heapq.heappop(self._sleepers)
        self._now = max(self._now, at)
        if not woken.done():
            woken.set_result(None)
        await _settle()


async def _settle() -> None:
    """Let every task go as far as it can without time passing."""
    for _ in range(30):
        await asyncio.sleep(0)
