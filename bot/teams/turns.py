"""How many turns run, how long a request waits for its own, and how they end at shutdown."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from botbuilder.core import InvokeResponse

from bot.metrics import Metrics

MAX_TURNS = 64
"""Turns that run at once; more wait for a place as long as their request may wait."""
MAX_WAITING = 256
ANSWER_WITHIN_SECONDS = 2.0
"""After this the request is told that its turn goes on."""
INVOKE_WITHIN_SECONDS = 4.5
"""An invoke that is not answered in 5 seconds counts as failed for the person who pressed."""
_log = structlog.get_logger(__name__)


Turn = Callable[[], Awaitable[InvokeResponse | None]]
Late = Callable[[InvokeResponse | None], Awaitable[None]]


class Overloaded(Exception):
    """No place for one more turn: the request is to come again later."""


class StillRunning(Exception):
    """The turn goes on; its request need not wait for it."""


class Turns:
    """Runs turns apart from the requests that brought them."""

    def __init__(self, metrics: Metrics, max_turns: int = MAX_TURNS) -> None:
        self._metrics = metrics
        self._max_turns = max_turns
        self._places = asyncio.Semaphore(max_turns)
        self._waiting = 0
        self._detached = 0
        self._running: set[asyncio.Task[InvokeResponse | None]] = set()
        self.draining = False

    async def run(self, turn: Turn, seconds: float, late: Late | None = None) -> InvokeResponse | None:
        """What the turn returned. Raises Overloaded when it was not begun, StillRunning when it goes on.

        `late` gets what a turn returns after its request was told that it goes on.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        await self._take_place(seconds)
        has_left = asyncio.Event()
        task = asyncio.create_task(self._run(turn, has_left, late))
        self._running.add(task)
        self._metrics.running_turns.inc()
        task.add_done_callback(self._ended)
        done, _ = await asyncio.wait({task}, timeout=max(0.0, until - loop.time()))
        if done:
            return task.result()
        has_left.set()
        self._detached += 1
        task.add_done_callback(self._detached_ended)
        raise StillRunning

    def go_on(self, work: Callable[[], Awaitable[None]]) -> None:
        """Work that its turn does not wait for; a stop waits for it as for a turn."""
        task = asyncio.create_task(self._work(work))
        self._running.add(task)
        self._metrics.running_turns.inc()
        task.add_done_callback(self._ended)

    async def _work(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Exception as error:
            _log.error("work_failed", error=type(error).__name__)

    async def _take_place(self, seconds: float) -> None:
        if self.draining or self._detached >= self._max_turns or self._waiting >= MAX_WAITING:
            raise Overloaded
        self._waiting += 1
        try:
            async with asyncio.timeout(seconds):
                await self._places.acquire()
        except TimeoutError:
            raise Overloaded from None
        finally:
            self._waiting -= 1

    async def _run(self, turn: Turn, has_left: asyncio.Event, late: Late | None) -> InvokeResponse | None:
        try:
            answer = await turn()
            if late and has_left.is_set():
                await late(answer)
            return answer
        finally:
            self._places.release()

    def _ended(self, task: asyncio.Task[InvokeResponse | None]) -> None:
        self._running.discard(task)
        self._metrics.running_turns.dec()

    def _detached_ended(self, task: asyncio.Task[InvokeResponse | None]) -> None:
        self._detached -= 1
        if not task.cancelled() and (error := task.exception()):
            _log.error("late_turn_failed", error=type(error).__name__)

    async def drain(self, seconds: float) -> bool:
        """Begin no more turns and wait for those under way; False when some had to be given up."""
        self.draining = True
        if not self._running:
            return True
        _, left = await asyncio.wait(set(self._running), timeout=seconds)
        for task in left:
            task.cancel()
        return not left
