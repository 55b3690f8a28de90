"""`import usage`: usage reports, each file one import."""

import json
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.commands import options

if TYPE_CHECKING:
    from pricing.imports.usage_import import ImportedUsage
    from pricing.storage.database import Database

NAME = "usage"
HELP = "usage reports: the export's CSV, the zip that holds it, or a page of Graph's getPstnCalls as .json"
MOST_CONFLICTS = 20
"""Listed in text; `--json` has all."""


def add_arguments(parser: ArgumentParser) -> None:
    """The files."""
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+")


async def run(arguments: Namespace) -> int:
    """0 when every file could be read, rejected rows or not; 1 when one could not."""
    from bot.commands.opened import open_organisation

    failed, printed = False, []
    async with open_organisation(arguments) as opened:
        for file in arguments.files:
            found = await _import(opened.database, arguments.tenant, file)
            if isinstance(found, str):
                failed = True
                print(f"{file}: {found}", file=sys.stderr)
                printed.append({"file": str(file), "error": found})
            elif arguments.json:
                printed.append(await _as_json(opened.database, arguments.tenant, file, found))
            else:
                await _print(opened.database, arguments.tenant, file, found)
    if arguments.json:
        print(json.dumps({"tenant": arguments.tenant, "files": printed}, ensure_ascii=False))
    return 1 if failed else 0


async def _import(database: "Database", tenant: str, file: Path) -> "ImportedUsage | str":
    """What the import did, or why there was none."""
    from datetime import UTC, datetime

    from pricing.errors import ImportRefused, UsageReportError
    from pricing.imports.usage_import import import_usage

    try:
        return await import_usage(database, tenant, file, by=options.BY, clock=lambda: datetime.now(UTC))
    except (UsageReportError, ImportRefused) as error:
        return str(error)


async def _print(database: "Database", tenant: str, file: Path, done: "ImportedUsage") -> None:
    from bot.usage_import import rejections

    counts = done.counts
    print(
        f"{file}: read {counts.read}, inserted {counts.inserted}, duplicate {counts.duplicate}, "
        f"conflict {counts.conflict}, rejected {counts.rejected}"
    )
    async for rejected in rejections(database, tenant, done):
        print(f"{_place(file, rejected.part, rejected.line)}: {rejected.detail}")
    for name in done.left_out:
        print(f"{file}: {name} is left out: its calls draw no Communications Credits", file=sys.stderr)
    conflicts = await _conflicts(database, tenant, done)
    for one in conflicts[:MOST_CONFLICTS]:
        place = _place(file, one["part"], one["line"])
        print(f"{place}: {one['usage_id']} is kept with other content and stays as it is", file=sys.stderr)
    if len(conflicts) > MOST_CONFLICTS:
        print(f"{file}: {len(conflicts) - MOST_CONFLICTS} more conflicts: --json lists all", file=sys.stderr)
    for overlap in _overlaps(done):
        again = f"calls that may be known under other ids: {overlap['calls']}"
        sums = ", ".join(f"{amount} {currency}" for currency, amount in overlap["sums"].items())
        print(f"{file}: {again}; suspected twice: {sums}", file=sys.stderr)


async def _as_json(database: "Database", tenant: str, file: Path, done: "ImportedUsage") -> dict[str, Any]:
    from bot.usage_import import rejections

    counts = done.counts
    return {
        "file": str(file),
        "import": done.import_id,
        "read": counts.read,
        "inserted": counts.inserted,
        "duplicate": counts.duplicate,
        "conflict": counts.conflict,
        "rejected": counts.rejected,
        "rejections": [asdict(one) async for one in rejections(database, tenant, done)],
        "conflicts": await _conflicts(database, tenant, done),
        "overlaps": _overlaps(done),
        "left_out": list(done.left_out),
    }


async def _conflicts(database: "Database", tenant: str, done: "ImportedUsage") -> list[dict[str, Any]]:
    from pricing.storage import usage_records

    if not done.counts.conflict:
        return []
    async with database.reading(tenant) as connection:
        conflicts = await usage_records.conflicts(connection, tenant)
    own = (one for one in conflicts if one.import_id == done.import_id)
    places = ((done.place_of(one.line), one.usage_id) for one in own)
    return [{"part": part, "line": line, "usage_id": usage_id} for (part, line), usage_id in places]


def _overlaps(done: "ImportedUsage") -> list[dict[str, Any]]:
    from pricing.money import CURRENCY_DIGITS, decimal

    if not done.counts.overlapping:
        return []
    sums = {
        currency: str(decimal(amount, CURRENCY_DIGITS[currency]))
        for currency, amount in done.counts.overlap_micro_units.items()
    }
    return [{"calls": done.counts.overlapping, "sums": sums}]


def _place(file: Path, part: str, line: int) -> str:
    """FILE:LINE, with the archive's member between them."""
    return f"{file}:{line}" if part == file.name else f"{file}/{part}:{line}"
