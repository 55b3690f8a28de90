"""Keeps to the limits that Teams publishes, so that it never has to throttle us.

Limits from Microsoft's "Optimize your bot: rate limiting", read in November 2026.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

PER_THREAD = ((7, 1), (8, 2), (60, 30), (1800, 3600))
"""Sends and seconds, per bot and conversation."""
PER_TENANT = ((50, 1),)
"""Sends and seconds, per app and tenant."""
MARGIN_SECONDS = 0.05
"""What the network may squeeze two sends closer together."""
FORGOTTEN_AFTER_SECONDS = 3600


class Clock(Protocol):
    """Time that passes, replaceable in tests."""

    def monotonic(self) -> float:
        """Seconds since some fixed point."""

    async def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""


class TooLong(Exception):
    """The wait for a free place is longer than the sender wants to wait."""


Limits = tuple[tuple[int, int], ...]


class _Window:
    """The times of past sends under a few limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._times: deque[float] = deque(maxlen=max((count for count, _ in limits), default=1))

    def next_at(self, now: float) -> float:
        """The earliest time at which one more send keeps every limit."""
        return max([now, *(self._free_at(count, seconds) for count, seconds in self._limits)])

    def _free_at(self, count: int, seconds: int) -> float:
        if len(self._times) < count:
            return 0.0
        return self._times[-count] + seconds + MARGIN_SECONDS

    def record(self, at: float) -> None:
        self._times.append(at)

    def idle_since(self) -> float:
        return self._times[-1] if self._times else 0.0


class _Thread:
    """One conversation: its sends go one after the other."""

    def __init__(self, limits: Limits) -> None:
        self.lock = asyncio.Lock()
        self.window = _Window(limits)
        self.users = 0


class Throttle:
    """Hands out the right to send, in order within each conversation."""

    def __init__(
        self, clock: Clock, per_thread: Limits = PER_THREAD, per_tenant: Limits = PER_TENANT
    ) -> None:
        self._clock = clock
        self._per_thread = per_thread
        self._per_tenant = per_tenant
        self._threads: OrderedDict[tuple[str, str], _Thread] = OrderedDict()
        self._tenants: dict[str, _Window] = {}

    @asynccontextmanager
    async def conversation(self, tenant: str, conversation: str) -> AsyncIterator["Turnstile"]:
        """Alone in this conversation until the block ends; each `pass_` within is the right to one send."""
        thread = self._thread((tenant, conversation))
        window = self._tenants.setdefault(tenant, _Window(self._per_tenant))
        thread.users += 1
        try:
            async with thread.lock:
                yield Turnstile(self._clock, thread.window, window)
        finally:
            thread.users -= 1

    def _thread(self, key: tuple[str, str]) -> _Thread:
        self._forget_idle()
        thread = self._threads.setdefault(key, _Thread(self._per_thread))
        self._threads.move_to_end(key)
        return thread

    def _forget_idle(self) -> None:
        horizon = self._clock.monotonic() - FORGOTTEN_AFTER_SECONDS
        while self._threads:
            key, oldest = next(iter(self._threads.items()))
            if oldest.users or oldest.window.idle_since() > horizon:
                return
            del self._threads[key]


class Turnstile:
    """One conversation's and its tenant's limits, while the conversation is held."""

    def __init__(self, clock: Clock, *windows: _Window) -> None:
        self._clock = clock
        self._windows = windows

    async def pass_(self, until: float) -> None:
        """Wait for a free place. Raises TooLong when there is none before `until` on the clock."""
        while (at := self._next_at()) > self._clock.monotonic():
            if at > until:
                raise TooLong
            await self._clock.sleep(at - self._clock.monotonic())
        for window in self._windows:
            window.record(self._clock.monotonic())

    def _next_at(self) -> float:
        now = self._clock.monotonic()
        return max(window.next_at(now) for window in self._windows)


class SystemClock:
    """The machine's own time."""

    def monotonic(self) -> float:
        """Seconds of the system's monotonic clock."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Sleep in the event loop."""
        await asyncio.sleep(seconds)
