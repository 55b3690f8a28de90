"""`verify`: recompute every figure from the raw rows, and name each that differs."""

import asyncio
import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from bot.commands import options

if TYPE_CHECKING:
    from pricing.storage.verification import Difference

NAME = "verify"
HELP = "recompute totals and ledger from the raw rows; 1 and each difference when they disagree"


def add_arguments(parser: ArgumentParser) -> None:
    """Whose data."""
    options.add_usual(parser)


def run(arguments: Namespace) -> int:
    """0 when everything agrees."""
    found = asyncio.run(_differences(arguments))
    if arguments.json:
        rows = [{"what": one.what, "stored": one.stored, "recomputed": one.recomputed} for one in found]
        print(json.dumps({"tenant": arguments.tenant, "differences": rows}, ensure_ascii=False))
    else:
        lines = [f"{one.what}: stored {one.stored}, recomputed {one.recomputed}" for one in found]
        print("\n".join(lines) or f"{arguments.tenant}: all figures agree with the raw rows")
    return 1 if found else 0


async def _differences(arguments: Namespace) -> list["Difference"]:
    from bot.commands.opened import open_organisation
    from pricing.storage import verification

    async with (
        open_organisation(arguments) as opened,
        opened.database.reading(arguments.tenant) as connection,
    ):
        return await verification.differences(
            connection,
            arguments.tenant,
            int(options.now(arguments).timestamp()),
            charge_includes_fee=opened.settings.charge_includes_connection_fee,
        )
