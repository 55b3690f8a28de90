"""`serve` as a process whose internet is the test's: `python -m tests.fakes.process PORT TRUSTED …`."""

import asyncio
import sys
from argparse import ArgumentParser
from pathlib import Path

from bot import logs
from bot.commands import serve
from bot.settings import read_settings
from tests.fakes.internet import Internet


def main(port: str, trusted: str, *words: str) -> None:
    """Serve until it is stopped."""
    parser = ArgumentParser()
    serve.add_arguments(parser)
    settings = read_settings()
    logs.set_up(settings.log_level)
    net = Internet({}, port=int(port), trusted=Path(trusted))
    asyncio.run(serve.serving(parser.parse_args(words), settings, net.session))


if __name__ == "__main__":
    main(*sys.argv[1:])
