"""`serve`: the bot on /api/messages."""

import asyncio
import errno
from argparse import ArgumentParser, Namespace

from bot.commands import options
from bot.commands.failure import CommandFailed

NAME = "serve"
HELP = "run the bot on /api/messages"


def add_arguments(parser: ArgumentParser) -> None:
    """Where to listen, and whether to work without credentials."""
    parser.add_argument("--host", metavar="H", help="address to listen on (default: HOST, 127.0.0.1)")
    parser.add_argument(
        "--port", type=int, metavar="P", help="port, 0 for any free one (default: PORT, 3978)"
    )
    parser.add_argument("--or-free-port", action="store_true", help="when the port is busy, take a free one")
    parser.add_argument("--local", action="store_true", help="no credentials; loopback only")
    options.add_tenant(parser)
    options.add_today(parser)


def run(arguments: Namespace) -> int:
    """Until SIGTERM or Ctrl-C."""
    from bot import logs
    from bot.settings import read_settings

    settings = read_settings()
    logs.set_up(settings.log_level)
    logs.hide(settings.app_password)
    return asyncio.run(_serve(arguments, settings))


async def _serve(arguments: Namespace, settings: "object") -> int:
    from bot.composition import open_services
    from bot.metrics import Metrics
    from bot.settings import Settings
    from bot.teams import server, surroundings

    assert isinstance(settings, Settings)  # noqa: S101  # only run calls this
    host = arguments.host or settings.host
    port = settings.port if arguments.port is None else arguments.port
    surroundings.check(settings, host, arguments.local)
    async with open_services(settings) as services:
        metrics = Metrics()
        async with surroundings.opened(services, arguments, metrics) as outside:
            built = server.build(outside, metrics)
            try:
                await _listen(built, host, port)
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise CommandFailed(f"cannot listen on {host} port {port}: {error.strerror}") from None
                if not arguments.or_free_port:
                    raise CommandFailed(f"port {port} is busy; choose another with --port") from None
                print(f"port {port} is busy", flush=True)
                await _listen(built, host, 0)
    return 0


async def _listen(built: "object", host: str, port: int) -> None:
    from bot.teams import server

    assert isinstance(built, server.Server)  # noqa: S101  # only _serve calls this
    async with server.listening(built, host, port) as address:
        print(f"listening on {address}", flush=True)
        await server.until_stopped()
