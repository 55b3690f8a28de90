"""`serve`: the bot on /api/messages."""

import asyncio
import errno
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.commands import options
from bot.commands.failure import CommandFailed

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.teams.server import Server
    from bot.teams.surroundings import Session

NAME = "serve"
HELP = "run the bot on /api/messages"
DATABASE_PATIENCE_SECONDS = 2
"""How long a person may wait for a database that does not answer, for each access."""


def add_arguments(parser: ArgumentParser) -> None:
    """Where to listen, and whether to work without credentials."""
    parser.add_argument("--host", metavar="H", help="address to listen on (default: HOST, 127.0.0.1)")
    parser.add_argument("--port", type=int, metavar="P", help="0 for any free one (default: PORT, 3978)")
    parser.add_argument("--or-free-port", action="store_true", help="when the port is busy, take a free one")
    parser.add_argument("--local", action="store_true", help="no credentials; loopback only")
    options.add_tenant(parser)
    options.add_today(parser)


def run(arguments: Namespace) -> int:
    """Until SIGTERM or Ctrl-C."""
    from bot import logs
    from bot.settings import read_settings
    from bot.teams.start_check import check

    settings = read_settings()
    check(settings, arguments.host or settings.host, arguments.local)

    from bot.teams.outgoing import open_session

    logs.set_up(settings.log_level)
    logs.hide(settings.app_password)
    asyncio.run(serving(arguments, settings, open_session))
    return 0


async def serving(arguments: Namespace, settings: "Settings", open_session: "Session") -> None:
    """Open, listen, and close again. Raises SettingsError, CommandFailed."""
    from bot.composition import open_services
    from bot.metrics import Metrics
    from bot.teams import server, surroundings
    from bot.understanding.reading import Context

    host = arguments.host or settings.host
    port = settings.port if arguments.port is None else arguments.port
    async with open_services(settings, DATABASE_PATIENCE_SECONDS) as services:
        # The encoder loads in a thread: waiting for it here keeps the first question off the event loop.
        await asyncio.to_thread(services.reader.read, "hello", Context(), datetime.now(UTC).date())
        metrics = Metrics()
        async with (
            surroundings.opened(services, arguments, metrics, open_session) as outside,
            server.metrics_served(metrics, settings.metrics_port),
        ):
            await _listen(server.build(outside, metrics), host, port, arguments.or_free_port)


async def _listen(built: "Server", host: str, port: int, or_free_port: bool) -> None:
    from bot.teams import server

    try:
        async with server.listening(built, host, port) as address:
            print(f"listening on {address}", flush=True)
            await server.until_stopped()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise CommandFailed(f"cannot listen on {host} port {port}: {error.strerror}") from None
        if not or_free_port:
            raise CommandFailed(f"port {port} is busy; choose another with --port") from None
        print(f"port {port} is busy", flush=True)
        await _listen(built, host, 0, or_free_port=False)
