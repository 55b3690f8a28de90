"""`import cost-centres`: who belongs to which cost centre; the last list wins, whole."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.commands import options, preview
from bot.commands.failure import CommandFailed

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncConnection

    from pricing.imports.cost_centre_csv import CostCentreFile

NAME = "cost-centres"
HELP = "a CSV of sign-in names (UPN) and cost centres; it takes the place of the list before"
MOST_LINES = 20
"""People without a cost centre, listed in text; `--json` has all."""


def add_arguments(parser: ArgumentParser) -> None:
    """The file, and whether it is only looked at."""
    columns = "a CSV with the columns UPN and Cost centre (or Department)"
    parser.add_argument("file", metavar="FILE", type=Path, help=columns)
    options.add_dry_run(parser)


async def run(arguments: Namespace) -> int:
    """0 when the list was read (and imported); 1 with every fault and its line otherwise."""
    from bot.commands.opened import open_organisation
    from pricing.storage import cost_centres

    now, found = options.now(arguments), _read(arguments.file)
    async with open_organisation(arguments) as opened:
        async with opened.database.reading(arguments.tenant) as connection:
            report = await _report(connection, arguments.tenant, found, now.date())
        if not arguments.dry_run:
            async with opened.database.writing(arguments.tenant) as connection:
                name = arguments.file.name
                await cost_centres.replace(connection, arguments.tenant, found.of_user, name, options.BY, now)
    preview.show(arguments, report, _lines)
    return 0


def _read(file: Path) -> "CostCentreFile":
    from pricing.errors import CostCentreError
    from pricing.imports.cost_centre_csv import read_cost_centres

    try:
        return read_cost_centres(file)
    except CostCentreError as error:
        places = (f"{file}:" if fault[0].isdigit() else f"{file}: " for fault in error.faults)
        faults = "\n".join(map("".join, zip(places, error.faults, strict=True)))
        raise CommandFailed(f"{faults}\nnothing was imported") from None


async def _report(
    connection: "AsyncConnection", tenant: str, found: "CostCentreFile", today: "date"
) -> dict[str, Any]:
    from bot.cost_centre_import import weigh

    weighed = await weigh(connection, tenant, found, today)
    return {
        "people": weighed.people,
        "cost_centres": weighed.centres,
        "without": found.without,
        **asdict(weighed.changes),
        "not_assigned": weighed.not_assigned,
    }


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    yield f"{report['file']}: {report['people']} people in {report['cost_centres']} cost centres"
    kinds = ("added", "moved", "removed", "unchanged")
    yield " · ".join(f"{report[kind]} {kind}" for kind in kinds)
    if report["without"]:
        yield f"rows without a cost centre: {report['without']}"
    from bot.cost_centre_import import DAYS_LOOKED_AT

    missing = report["not_assigned"]
    if missing:
        yield f"not assigned, with calls in the last {DAYS_LOOKED_AT} days: {len(missing)}"
        yield from (f"  {user}" for user in missing[:MOST_LINES])
    if len(missing) > MOST_LINES:
        yield f"  … and {len(missing) - MOST_LINES} more: --json lists all"
