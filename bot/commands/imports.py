"""`imports`: what was imported, and taking one of them out of force again."""

import asyncio
import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.commands import options
from bot.commands.failure import CommandFailed
from bot.commands.rates import card_as_json, card_line

if TYPE_CHECKING:
    from pricing.cost_centres import CostCentres
    from pricing.storage.import_journal import ImportEntry
    from pricing.storage.rate_cards import StoredCard

NAME = "imports"
HELP = "list what was imported, or withdraw an import of usage: imports withdraw ID --reason TEXT"


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing lists; `withdraw ID` withdraws."""
    parser.add_argument("deed", nargs="?", choices=("list", "withdraw"), default="list")
    parser.add_argument("id", nargs="?", type=int, metavar="ID", help="the import to withdraw")
    parser.add_argument("--reason", metavar="TEXT", help="why it is withdrawn; needed")
    options.add_usual(parser)


def run(arguments: Namespace) -> int:
    """0 when it was listed or withdrawn; 1 when it could not be."""
    if arguments.deed == "withdraw" and (arguments.id is None or not (arguments.reason or "").strip()):
        raise CommandFailed("imports withdraw needs the import's ID and --reason TEXT", exit_code=2)
    found = asyncio.run(_found(arguments))
    if arguments.json:
        print(json.dumps({"tenant": arguments.tenant, **_as_json(found)}, ensure_ascii=False))
    else:
        print("\n".join(_lines(found)) or f"{arguments.tenant}: nothing was imported yet")
    return 0


@dataclass(frozen=True)
class Found:
    """What was imported, or the one import that was withdrawn."""

    usage: list["ImportEntry"]
    cards: list["StoredCard"]
    centres: "CostCentres | None" = None


async def _found(arguments: Namespace) -> Found:
    from bot.commands.opened import open_organisation
    from pricing.imports.usage_import import withdraw_import
    from pricing.storage import cost_centres, import_journal, rate_cards

    async with open_organisation(arguments) as opened:
        if arguments.deed == "withdraw":
            await withdraw_import(
                opened.database,
                arguments.tenant,
                arguments.id,
                reason=arguments.reason,
                by=options.BY,
                clock=lambda: datetime.now(UTC),
            )
        async with opened.database.reading(arguments.tenant) as connection:
            entries = await import_journal.entries(connection, arguments.tenant)
            if arguments.deed == "withdraw":
                return Found([entry for entry in entries if entry.id == arguments.id], [])
            cards = await rate_cards.every(connection, arguments.tenant)
            return Found(entries, cards, await cost_centres.load(connection, arguments.tenant))


def _lines(found: Found) -> Iterator[str]:
    yield from map(_line, found.usage)
    for card in found.cards:
        yield f"rate card {card_line(card)}"
    if found.centres and found.centres.imported_at:
        counts = f"{len(found.centres.of_user)} people in {len(found.centres.names())}"
        when = f"imported {found.centres.imported_at:%Y-%m-%d %H:%M} UTC"
        yield f"cost centres {found.centres.file_name}: {counts}; {when}"


def _line(entry: "ImportEntry") -> str:
    counts = entry.counts
    when = f"{datetime.fromtimestamp(entry.imported_at, UTC):%Y-%m-%d %H:%M} UTC"
    line = (
        f"{entry.id}  {when}  {entry.file_name}: read {counts.read}, inserted {counts.inserted}, "
        f"duplicate {counts.duplicate}, conflict {counts.conflict}, rejected {counts.rejected}"
    )
    if counts.overlapping:
        line += f", suspected overlaps {counts.overlapping}"
    if entry.first_started_at is not None and entry.last_started_at is not None:
        line += f", calls from {_day(entry.first_started_at)} to {_day(entry.last_started_at)}"
    return f"{line}; withdrawn: {entry.reason}" if entry.withdrawn_at is not None else line


def _as_json(found: Found) -> dict[str, Any]:
    centres = found.centres
    return {
        "imports": [_entry_as_json(entry) for entry in found.usage],
        "rate_cards": [card_as_json(card) for card in found.cards],
        "cost_centres": {
            "file": centres.file_name,
            "people": len(centres.of_user),
            "cost_centres": len(centres.names()),
            "imported_at": centres.imported_at.isoformat(),
        }
        if centres and centres.imported_at
        else None,
    }


def _entry_as_json(entry: "ImportEntry") -> dict[str, Any]:
    counts = entry.counts
    return {
        "import": entry.id,
        "kind": entry.kind,
        "file": entry.file_name,
        "imported_at": _iso(entry.imported_at),
        "imported_by": entry.imported_by,
        "read": counts.read,
        "inserted": counts.inserted,
        "duplicate": counts.duplicate,
        "conflict": counts.conflict,
        "rejected": counts.rejected,
        "overlaps": counts.overlapping,
        "first_call": _iso(entry.first_started_at),
        "last_call": _iso(entry.last_started_at),
        "withdrawn_at": _iso(entry.withdrawn_at),
        "withdrawn_by": entry.withdrawn_by,
        "reason": entry.reason,
    }


def _day(instant: int) -> str:
    return f"{datetime.fromtimestamp(instant, UTC):%Y-%m-%d}"


def _iso(instant: int | None) -> str | None:
    return None if instant is None else datetime.fromtimestamp(instant, UTC).isoformat()
