"""`unanswered`: the questions that were not understood, so that an owner can add phrases."""

import asyncio
import json
from argparse import ArgumentParser, Namespace
from typing import Any

from bot.commands import options

NAME = "unanswered"
HELP = "the questions that were not understood, counted, without names and numbers"
MOST_LISTED = 50


def add_arguments(parser: ArgumentParser) -> None:
    """Whose questions."""
    parser.add_argument(
        "--most", type=int, default=MOST_LISTED, metavar="N", help=f"how many (default: {MOST_LISTED})"
    )
    options.add_usual(parser)


def run(arguments: Namespace) -> int:
    """Print them, the most asked first."""
    found = asyncio.run(_listed(arguments))
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        lines = [f"{one['count']:5}  {one['last_at']}  {one['locale']:5}  {one['question']}" for one in found]
        print("\n".join(lines or ["every question was understood"]))
    return 0


async def _listed(arguments: Namespace) -> list[dict[str, Any]]:
    from bot.commands.opened import open_organisation
    from bot.storage import unanswered

    async with (
        open_organisation(arguments) as opened,
        opened.database.reading(arguments.tenant) as connection,
    ):
        found = await unanswered.most_asked(connection, arguments.tenant, arguments.most)
    return [
        {
            "question": one.question,
            "count": one.count,
            "locale": one.locale,
            "last_at": one.last_at.date().isoformat(),
        }
        for one in found
    ]
