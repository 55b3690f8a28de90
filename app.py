"""Minutewise: what Audio Conferencing pay-per-minute costs, and how long the credit lasts.

The command line; each command is a module of `bot.commands`.
"""

import gc
import sys
from argparse import ArgumentParser
from importlib import import_module

from bot.commands import COMMANDS
from bot.commands.failure import CommandFailed, explained

ALLOCATIONS_BETWEEN_COLLECTIONS = 50_000
"""Nearly all that a start makes is kept; with its own figure Python looks through it dozens of times."""


def build_parser(words: list[str]) -> ArgumentParser:
    """The parser with the command that the words begin with, which spares importing the rest, or with all."""
    parser = ArgumentParser(prog="app.py", description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    asked = [name for name in COMMANDS if words[:1] == [name.rstrip("_")]]
    for name in asked or COMMANDS:
        module = import_module(f"bot.commands.{name}")
        command = commands.add_parser(module.NAME, help=module.HELP, description=module.HELP)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def main(words: list[str] | None = None) -> int:
    """Run one command: 0 when it worked, 1 when it failed, 2 when it was called wrongly."""
    gc.set_threshold(ALLOCATIONS_BETWEEN_COLLECTIONS)
    words = sys.argv[1:] if words is None else words
    arguments = build_parser(words).parse_args(words)
    try:
        return int(arguments.run(arguments))
    except CommandFailed as failure:
        print(failure, file=sys.stderr)
        return failure.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as error:
        print(explained(error), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
