"""`balance`: what is left of Communications Credits, at any instant."""

import asyncio
import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from bot.commands import options

NAME = "balance"
HELP = "show what is left, lot by lot"


def add_arguments(parser: ArgumentParser) -> None:
    """As of when."""
    parser.add_argument(
        "--as-of", metavar="T", type=moment, help="a day (its 00:00 UTC) or an instant (default: now)"
    )
    options.add_usual(parser)


def moment(text: str) -> datetime:
    """A day or an instant, UTC where it says no zone. Raises ArgumentTypeError."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day or instant such as 2026-07-15T12:00") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def run(arguments: Namespace) -> int:
    """Print it."""
    printed = asyncio.run(_balance(arguments))
    print(json.dumps(printed, ensure_ascii=False) if arguments.json else "\n".join(_lines(printed)))
    return 0


async def _balance(arguments: Namespace) -> dict[str, Any]:
    from bot.commands import ledger_json
    from bot.commands.opened import open_organisation
    from pricing.storage import statements

    as_of = arguments.as_of or options.now(arguments)
    async with open_organisation(arguments) as opened:
        async with opened.database.reading(arguments.tenant) as connection:
            reading = await statements.read(
                connection,
                arguments.tenant,
                int(as_of.timestamp()),
                charge_includes_fee=opened.settings.charge_includes_connection_fee,
            )
        return ledger_json.reading(arguments.tenant, reading, opened.organisation.currency)


def _lines(printed: dict[str, Any]) -> list[str]:
    from bot.commands import ledger_json

    about, *limits = ledger_json.age(printed)
    lines = [f"{printed['tenant']} {about}"]
    for one in printed["balances"]:
        currency = one["currency"]
        lines.append(f"available  {one['available']} {currency}")
        lines += [
            f"{name:10} {one[name]} {currency}" for name in ("shortfall", "expired") if Decimal(one[name])
        ]
        for lot in one["lots"]:
            expires = (lot["expires"] or "not known")[:10]
            left = f"{lot['remaining']} of {lot['amount']} {currency}"
            lines.append(f"  lot of {lot['bought'][:10]}: {left} left, expires {expires}")
        if check := one["last_assertion"]:
            lines.append(
                f"  portal on {check['on'][:10]}: {check['amount']}, differs by {check['difference']}"
            )
    compare = f"python app.py credit assert AMOUNT --tenant {printed['tenant']}"
    return [*lines, *limits, f"to hold the portal's figure against it: {compare}"]
