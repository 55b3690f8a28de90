"""Minutewise: what Audio Conferencing pay-per-minute costs, and how long the credit lasts.

The command line; each command is a module of `bot.commands`.
"""

import sys
from argparse import ArgumentParser
from importlib import import_module

from bot.commands import COMMANDS
from bot.commands.failure import CommandFailed, explained


def build_parser() -> ArgumentParser:
    """The parser with every command."""
    parser = ArgumentParser(prog="app.py", description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = import_module(f"bot.commands.{name}")
        command = commands.add_parser(module.NAME, help=module.HELP, description=module.HELP)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def main(words: list[str] | None = None) -> int:
    """Run one command: 0 when it worked, 1 when it failed, 2 when it was called wrongly."""
    arguments = build_parser().parse_args(words)
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
