"""`trace`: from a figure to the ledger's entries, the imports and the single records it rests on."""

import asyncio
import json
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from bot.commands import options, trace_records
from bot.commands.balance import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.commands.opened import Opened
    from pricing.drawing import Lot
    from pricing.storage.import_journal import ImportEntry
    from pricing.storage.traces import Choice, Trace, TracedCharge, Use

NAME = "trace"
HELP = "the entries, imports and records behind a figure; when each became known"


def add_arguments(parser: ArgumentParser) -> None:
    """Which charges are listed one by one."""
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--lot", metavar="ENTRY", type=int, help="list the charges that drew from this entry")
    chosen.add_argument("--shortfall", action="store_true", help="list the charges that found no funds")
    chosen.add_argument("--day", metavar="DATE", type=options.day, help="list the charges of a UTC day")
    trace_records.add_choices(chosen)
    trace_records.add_filters(parser)
    parser.add_argument("--as-of", metavar="T", type=moment, help="a day (its 00:00 UTC) or an instant")
    options.add_usual(parser)


def run(arguments: Namespace) -> int:
    """Print it."""
    printed, lines = asyncio.run(_traced(arguments))
    print(json.dumps(printed, ensure_ascii=False) if arguments.json else "\n".join(lines(printed)))
    return 0


async def _traced(arguments: Namespace) -> "tuple[dict[str, Any], Callable[[dict[str, Any]], Iterable[str]]]":
    from bot.commands.opened import open_organisation

    async with open_organisation(arguments) as opened:
        told = await trace_records.traced(arguments, opened)
        if told is not None:
            return told, trace_records.lines
        return await _ledger(arguments, opened), _lines


async def _ledger(arguments: Namespace, opened: "Opened") -> dict[str, Any]:
    from bot.commands import ledger_json
    from pricing.storage import import_journal, traces

    as_of = int((arguments.as_of or options.now(arguments)).timestamp())
    async with opened.database.reading(arguments.tenant) as connection:
        found = await traces.trace(
            connection,
            arguments.tenant,
            as_of,
            _choice(arguments),
            charge_includes_fee=opened.settings.charge_includes_connection_fee,
        )
        imports = await import_journal.entries(connection, arguments.tenant)
        through = await import_journal.charges_through(connection, arguments.tenant)
    known = ledger_json.instant(None if through is None else min(through, as_of))
    return {"charges_through": known} | _printed(arguments.tenant, as_of, found, imports)


def _choice(arguments: Namespace) -> "Choice":
    from pricing.storage import traces

    if arguments.lot is not None:
        return traces.of_lot(arguments.lot)
    if arguments.shortfall:
        return traces.of_shortfall
    if arguments.day is not None:
        return traces.of_day(int(datetime.combine(arguments.day, time(), UTC).timestamp()))
    return lambda _charge: False


def _printed(tenant: str, as_of: int, found: "Trace", imports: list["ImportEntry"]) -> dict[str, Any]:
    from bot.commands import ledger_json

    return {
        "tenant": tenant,
        "as_of": ledger_json.instant(as_of),
        "entries": [
            ledger_json.entry(entry)
            | {
                "drawn_by": _use(found.lots.get(entry.id), entry.currency),
                "adjusted": ledger_json.amount(found.adjusted.get(entry.id, 0), entry.currency),
            }
            | _end(found.ends.get(entry.id), entry.currency)
            for entry in found.entries
        ],
        "shortfall": {currency: _use(use, currency) for currency, use in found.shortfall.items()},
        "before_opening": {currency: _use(use, currency) for currency, use in found.before_opening.items()},
        "imports": [_import(one) for one in imports],
        "charges": [_charge(one) for one in found.chosen],
    }


def _end(lot: "Lot | None", currency: str) -> dict[str, Any]:
    """What a lot still holds, and what it lost; None where the entry made no lot."""
    from bot.commands import ledger_json

    if lot is None:
        return {"remaining": None, "expired": None, "expires": None}
    return {
        "remaining": ledger_json.amount(lot.remaining, currency),
        "expired": ledger_json.amount(lot.expired, currency),
        "expires": ledger_json.instant(lot.expires),
    }


def _use(use: "Use | None", currency: str) -> dict[str, Any] | None:
    from bot.commands import ledger_json

    if use is None:
        return None
    first, last = ledger_json.instant(use.first), ledger_json.instant(use.last)
    amount = ledger_json.amount(use.amount, currency)
    return {"charges": use.charges, "amount": amount, "first": first, "last": last}


def _import(one: "ImportEntry") -> dict[str, Any]:
    from bot.commands import ledger_json

    return {
        "import": one.id,
        "file": one.file_name,
        "known_since": ledger_json.instant(one.imported_at),
        "by": one.imported_by,
        "records": one.counts.inserted,
        "withdrawn": ledger_json.instant(one.withdrawn_at),
    }


def _charge(one: "TracedCharge") -> dict[str, Any]:
    from bot.commands import ledger_json

    charge = one.source.charge
    return {
        "usage_id": charge.usage_id,
        "start": ledger_json.instant(charge.instant),
        "amount": ledger_json.amount(charge.amount, charge.currency),
        "currency": charge.currency,
        "import": one.source.import_id,
        "line": one.source.line,
        "lots": {str(lot): ledger_json.amount(amount, charge.currency) for lot, amount in one.lots},
        "lacking": ledger_json.amount(one.lacking, charge.currency),
        "before_opening": one.before_opening,
    }


def _lines(printed: dict[str, Any]) -> list[str]:
    from bot.commands import ledger_json

    about, *limits = ledger_json.age(printed)
    lines = [f"{printed['tenant']} {about}", *limits, "entries"]
    for one in printed["entries"]:
        reason = f", {one['reason']}" if one["reason"] else ""
        amount = f"{one['kind'].replace('_', '-')} of {one['amount']} {one['currency']} on {one['on'][:10]}"
        known = f"known since {one['recorded_at']}, by {one['recorded_by']}"
        lines.append(f"  {one['entry']}  {amount}{reason}; {known}")
        lines += [f"     drawn by {_used(one['drawn_by'])}"] if one["drawn_by"] else []
        lines += _end_lines(one)
        lines += [f"     taken by adjustments: {one['adjusted']}"] if one["adjusted"].strip("0.") else []
    for title in ("shortfall", "before_opening"):
        lines += [f"{title.replace('_', ' ')} {cur}: {_used(use)}" for cur, use in printed[title].items()]
    lines.append("imports")
    for one in printed["imports"]:
        state = f", withdrawn {one['withdrawn']}" if one["withdrawn"] else ""
        records = f"{one['records']} records, known since {one['known_since']}, by {one['by']}"
        lines.append(f"  {one['import']}  {one['file']}: {records}{state}")
    return lines + [_charge_line(one) for one in printed["charges"]]


def _end_lines(one: dict[str, Any]) -> list[str]:
    if one["remaining"] is None:
        return []
    expires = one["expires"][:10] if one["expires"] else None
    lost = [f"     lost at its expiry on {expires}: {one['expired']}"] if one["expired"].strip("0.") else []
    left = f"     left {one['remaining']}" + (f", expires {expires}" if expires else ", expiry not known")
    return lost or [left]


def _used(use: dict[str, Any]) -> str:
    return f"{use['charges']} charges, {use['amount']}, {use['first']} to {use['last']}"


def _charge_line(one: dict[str, Any]) -> str:
    place = f"import {one['import']} line {one['line']}"
    lots = ", ".join(f"lot {lot} {amount}" for lot, amount in one["lots"].items()) or "no lot"
    lacking = f", lacking {one['lacking']}" if one["lacking"].strip("0.") else ""
    return f"{one['start']}  {one['usage_id']}  {one['amount']} {one['currency']}  {lots}{lacking}  {place}"
