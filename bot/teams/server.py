"""The server as a whole: what it is made of, how it starts and how it ends."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import aiohttp
import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.metrics import Metrics
from bot.teams.activity_handler import ActivityHandler, Answering, Feedback, Roles
from bot.teams.adapter import Adapter
from bot.teams.connector import Connector, Tokens
from bot.teams.files import Files
from bot.teams.gate import Gate
from bot.teams.hosts import Purpose
from bot.teams.loop_watch import watched
from bot.teams.parking import Parking
from bot.teams.problem import Problems, TurnErrors
from bot.teams.progress import Progress
from bot.teams.redelivery import FirstTime
from bot.teams.sign_in import SignIn
from bot.teams.throttle import Clock, SystemClock, Throttle
from bot.teams.turns import Turns
from bot.teams.web import MESSAGES, Messages, application

MAX_HEADER_BYTES = 32 * 1024
"""Longer than any token that the gate reads; beyond it the HTTP parser itself answers 400."""
DRAIN_SECONDS = 20
"""With what follows, a stop takes at most 25 seconds."""
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Outside:
    """Everything that the server stands on and that differs between local work, production and tests."""

    gate: Gate
    session: aiohttp.ClientSession
    connector: Purpose
    tokens: Tokens
    scope: str
    parking: Parking
    roles: Roles
    answering: Answering
    first_time: FirstTime
    feedback: Feedback
    problems: Problems
    clock: Callable[[], datetime]
    is_throttled: bool
    """Whether Teams' limits hold: the tools of local work have none."""
    files: Purpose
    """Where dropped files may be fetched."""
    ready: Callable[[], Awaitable[str | None]]
    """What is missing to answer questions; None when nothing is."""
    takes_direct_files: bool = False
    """Whether an attachment may name its address itself, as the Emulator's do."""
    timer: Clock | None = None
    """Passes the time that answers wait; the machine's when None."""


@dataclass(frozen=True)
class Server:
    """The application and what has to be ended with it."""

    app: web.Application
    turns: Turns
    metrics: Metrics


def build(outside: Outside, metrics: Metrics) -> Server:
    """Put the parts together."""
    turns = Turns(metrics)
    clock = SystemClock()
    connector = Connector(
        outside.session,
        outside.connector,
        outside.tokens,
        outside.scope,
        outside.parking,
        clock,
        metrics,
        throttle=Throttle(clock) if outside.is_throttled else Throttle(clock, (), ()),
    )
    adapter = Adapter(connector)
    adapter.on_turn_error = TurnErrors(outside.problems, metrics)
    handler = ActivityHandler(
        outside.answering,
        outside.roles,
        outside.first_time,
        outside.feedback,
        outside.clock,
        Files(outside.session, outside.files, takes_direct=outside.takes_direct_files),
        Progress(turns, outside.problems, outside.timer or clock),
        outside.timer or clock,
        outside.roles if isinstance(outside.roles, SignIn) else None,
    )
    messages = Messages(
        outside.gate,
        adapter,
        handler.on_turn,
        outside.first_time,
        turns,
        metrics,
        outside.problems,
        outside.clock,
    )

    async def ready() -> str | None:
        return "stopping" if turns.draining else await outside.ready()

    return Server(application(messages, ready), turns, metrics)


@asynccontextmanager
async def listening(server: Server, host: str, port: int) -> AsyncIterator[str]:
    """Listens while the block runs; the address of the endpoint. Raises OSError when the port is busy."""
    runner = web.AppRunner(server.app, access_log=None, shutdown_timeout=2, max_field_size=MAX_HEADER_BYTES)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port, reuse_address=True)
        await site.start()
        bound = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        shown = f"[{host}]" if ":" in host else host
        async with watched(server.metrics.loop_stall.set):
            yield f"http://{shown}:{bound}{MESSAGES}"
        if not await server.turns.drain(DRAIN_SECONDS):
            _log.warning("turns_given_up")
    finally:
        await runner.cleanup()


@asynccontextmanager
async def metrics_served(metrics: Metrics, port: int | None) -> AsyncIterator[None]:
    """Serves the figures on a port of their own on loopback while the block runs; nothing without a port."""
    if port is None:
        yield
        return

    async def figures(_request: web.Request) -> web.Response:
        return web.Response(
            body=generate_latest(metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    app = web.Application()
    app.router.add_get("/metrics", figures)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield
    finally:
        await runner.cleanup()


async def until_stopped() -> None:
    """Returns at the first SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stopped.set)
    await stopped.wait()
