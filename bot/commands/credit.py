"""`credit`: record a top-up, an adjustment, or what the portal said."""

import asyncio
import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from bot.commands import options
from bot.commands.failure import CommandFailed

if TYPE_CHECKING:
    from bot.commands.opened import Opened
    from pricing.ledger_entry import Entry

NAME = "credit"
HELP = "record funds: a top-up, an adjustment with its reason, or the balance that the portal shows"
_KINDS = {"top-up": "top_up", "adjust": "adjustment", "assert": "assertion"}


def add_arguments(parser: ArgumentParser) -> None:
    """What is recorded, how much and of which day."""
    parser.add_argument("deed", metavar="|".join(_KINDS), choices=_KINDS)
    parser.add_argument("amount", metavar="AMOUNT", type=_amount, help="such as 412.50; -- -5 for less")
    parser.add_argument(
        "--on", metavar="DATE", type=options.day, help="its day, from 00:00 UTC (default: today)"
    )
    parser.add_argument("--currency", metavar="CUR", type=str.upper, help="default: the organisation's")
    parser.add_argument("--reason", metavar="TEXT", help="why; an adjustment needs one")
    options.add_usual(parser)


def run(arguments: Namespace) -> int:
    """Append one entry and print it."""
    if arguments.deed == "adjust" and not (arguments.reason or "").strip():
        raise CommandFailed("credit adjust needs --reason TEXT", exit_code=2)
    printed = asyncio.run(_record(arguments))
    print(json.dumps(printed, ensure_ascii=False) if arguments.json else "\n".join(_lines(printed)))
    return 0


async def _record(arguments: Namespace) -> dict[str, Any]:
    from bot.commands import ledger_json
    from bot.commands.opened import open_organisation
    from pricing.storage import ledger_entries, statements

    async with open_organisation(arguments) as opened:
        entry = _entry(arguments, opened)
        async with opened.database.writing(arguments.tenant) as connection:
            stored, _ = await ledger_entries.record(connection, arguments.tenant, entry)
            reading = await statements.read(
                connection,
                arguments.tenant,
                max(stored.instant, int(options.now(arguments).timestamp())),
                charge_includes_fee=opened.settings.charge_includes_connection_fee,
            )
    checks = [one.last_assertion for one in reading.statement.balances if one.currency == stored.currency]
    check = next((one for one in checks if one and one.entry.id == stored.id), None)
    compared = ledger_json.assertion(check) if check else None
    known = {
        "as_of": ledger_json.instant(reading.statement.as_of),
        "charges_through": ledger_json.instant(reading.charges_through),
    }
    return {"tenant": arguments.tenant, **ledger_json.entry(stored), "assertion": compared, **known}


def _entry(arguments: Namespace, opened: "Opened") -> "Entry":
    from pricing.ledger_entry import EntryKind, new_entry

    now = options.now(arguments)
    currency = arguments.currency or opened.organisation.currency
    if currency is None:
        raise CommandFailed("the organisation has no currency yet: give --currency CUR")
    return new_entry(
        EntryKind(_KINDS[arguments.deed]),
        arguments.amount,
        currency,
        arguments.on or now.date(),
        now=now,
        by=options.BY,
        reason=arguments.reason,
    )


def _lines(printed: dict[str, Any]) -> list[str]:
    from bot.commands import ledger_json

    currency, day = printed["currency"], printed["on"][:10]
    kind = printed["kind"].replace("_", "-")
    lines = [f"recorded entry {printed['entry']}: {kind} of {printed['amount']} {currency} on {day}"]
    check = printed["assertion"]
    if check and check["opens_ledger"]:
        lines.append("the ledger begins with it; when these funds expire is not known")
    elif check:
        lines.append(
            f"the ledger on that day: {check['computed']} {currency}, so it differs by {check['difference']}"
        )
    if check and Decimal(check["difference"]):
        lines.append(
            f"to bring it into line: python app.py credit adjust --tenant {printed['tenant']} --on {day} "
            f"--currency {currency} --reason TEXT -- {check['difference']}"
        )
    return lines + ledger_json.age(printed) if check else lines


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise ArgumentTypeError(f"{text!r} is not an amount such as 412.50")
    return amount
