"""`rates`: the rate cards that were imported, and taking one of them out of force again."""

import asyncio
import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from bot.commands import options
from bot.commands.failure import CommandFailed

if TYPE_CHECKING:
    from pricing.storage.rate_cards import StoredCard

NAME = "rates"
HELP = "list the rate cards, or withdraw one: rates withdraw ID --reason TEXT"


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing lists; `withdraw ID` withdraws."""
    parser.add_argument("deed", nargs="?", choices=("list", "withdraw"), default="list")
    parser.add_argument("id", nargs="?", type=int, metavar="ID", help="the rate card to withdraw")
    parser.add_argument("--reason", metavar="TEXT", help="why it is withdrawn; needed")
    options.add_usual(parser)


def run(arguments: Namespace) -> int:
    """0 when it was listed or withdrawn; 1 when it could not be."""
    if arguments.deed == "withdraw" and (arguments.id is None or not (arguments.reason or "").strip()):
        raise CommandFailed("rates withdraw needs the rate card's ID and --reason TEXT", exit_code=2)
    found = asyncio.run(_found(arguments))
    if arguments.json:
        told = {"tenant": arguments.tenant, "rate_cards": [card_as_json(card) for card in found]}
        print(json.dumps(told, ensure_ascii=False))
    else:
        lines = (f"{card.id}  {card_line(card)}" for card in found)
        print("\n".join(lines) or f"{arguments.tenant}: no rate card was imported yet")
    return 0


async def _found(arguments: Namespace) -> "list[StoredCard]":
    from bot.commands.opened import open_organisation
    from pricing.storage import rate_cards

    async with open_organisation(arguments) as opened:
        if arguments.deed == "withdraw":
            async with opened.database.writing(arguments.tenant) as connection:
                await rate_cards.withdraw(
                    connection,
                    arguments.tenant,
                    arguments.id,
                    reason=arguments.reason,
                    by=options.BY,
                    now=options.now(arguments),
                )
        async with opened.database.reading(arguments.tenant) as connection:
            every = await rate_cards.every(connection, arguments.tenant)
    return [card for card in every if arguments.deed == "list" or card.id == arguments.id]


def card_line(card: "StoredCard") -> str:
    """A card as a line of text."""
    when = f"imported {card.imported_at:%Y-%m-%d %H:%M} UTC"
    line = f"{card.name}, {card.currency}, effective {card.effective_on}; {when}"
    return f"{line}; withdrawn: {card.reason}" if card.withdrawn_at is not None else line


def card_as_json(card: "StoredCard") -> dict[str, Any]:
    """The same for scripts."""
    return {
        "id": card.id,
        "card": card.name,
        "currency": card.currency,
        "effective": card.effective_on.isoformat(),
        "imported_at": card.imported_at.isoformat(),
        "withdrawn_at": card.withdrawn_at.isoformat() if card.withdrawn_at else None,
        "withdrawn_by": card.withdrawn_by,
        "reason": card.reason,
    }
