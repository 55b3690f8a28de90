"""`import`: a usage report or a rate card, all or nothing per file."""

from argparse import ArgumentParser, Namespace

from bot.commands import import_rates, import_usage

NAME = "import"
HELP = "import usage reports or a rate card"


def add_arguments(parser: ArgumentParser) -> None:
    """What is imported, with its own arguments."""
    kinds = parser.add_subparsers(dest="kind", metavar="usage|rates", required=True)
    for kind in (import_usage, import_rates):
        command = kinds.add_parser(kind.NAME, help=kind.HELP, description=kind.HELP)
        kind.add_arguments(command)
        command.set_defaults(import_it=kind.run)


def run(arguments: Namespace) -> int:
    """Import it: 0 when every file could be read, 1 when one could not."""
    return int(arguments.import_it(arguments))
