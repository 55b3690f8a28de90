"""`import`: a usage report, a rate card or cost centres, all or nothing per file."""

import asyncio
from argparse import ArgumentParser, Namespace

from bot.commands import import_cost_centres, import_rates, import_usage, options

NAME = "import"
HELP = "import usage reports, a rate card or a list of cost centres"


def add_arguments(parser: ArgumentParser) -> None:
    """What is imported, with its own arguments and those of all."""
    kinds = parser.add_subparsers(dest="kind", metavar="usage|rates|cost-centres", required=True)
    for kind in (import_usage, import_rates, import_cost_centres):
        command = kinds.add_parser(kind.NAME, help=kind.HELP, description=kind.HELP)
        kind.add_arguments(command)
        options.add_usual(command)
        command.set_defaults(import_it=kind.run)


def run(arguments: Namespace) -> int:
    """Import it: 0 when every file could be read, 1 when one could not."""
    return int(asyncio.run(arguments.import_it(arguments)))
