"""`ask`: one question and one answer, or a batch of them as JSON Lines."""

import asyncio
import json
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from bot.commands import options
from bot.commands.failure import CommandFailed

if TYPE_CHECKING:
    from bot.understanding.encoder import SentenceEncoder

NAME = "ask"
HELP = "ask one question, or a batch of them from standard input"


def add_arguments(parser: ArgumentParser) -> None:
    """The question and who asks it."""
    parser.add_argument("text", nargs="?", metavar="TEXT", help="the question")
    parser.add_argument("--batch", action="store_true", help="read JSON Lines, write JSON Lines")
    parser.add_argument("--locale", metavar="L", help="the client's language, such as pt-BR")
    parser.add_argument("--role", choices=("admin", "member"), default="admin")
    parser.add_argument("--scope", choices=("personal", "group", "channel"), default="personal")
    options.add_usual(parser)


def run(arguments: Namespace) -> int:
    """Answer; 0 whatever the outcome, 1 when a line of a batch was bad."""
    if arguments.batch == bool(arguments.text):
        raise CommandFailed("ask takes either one question in quotes or --batch", exit_code=2)
    return asyncio.run(_batch(arguments) if arguments.batch else _one(arguments))


async def _one(arguments: Namespace) -> int:
    encoder = _loading_encoder()
    from bot.commands.batch import as_json, open_bot
    from bot.commands.session import Session
    from bot.question import Role, Scope

    async with open_bot(encoder) as (bot, ready):
        await ready(arguments.tenant, options.now(arguments).date())
        role, scope = Role(arguments.role), Scope(arguments.scope)
        session = Session(bot, arguments.tenant, role=role, scope=scope, locale=arguments.locale)
        reply = await session.say(arguments.text, options.now(arguments))
        print(json.dumps(as_json(None, reply), ensure_ascii=False) if arguments.json else reply.text)
    return 0


async def _batch(arguments: Namespace) -> int:
    encoder = _loading_encoder()
    from bot.commands.batch import Batch, open_bot

    async with open_bot(encoder) as (bot, ready):
        batch = Batch(bot, ready, arguments)
        for line in sys.stdin.buffer:
            if line.strip():
                print(json.dumps(await batch.answer(line), ensure_ascii=False), flush=True)
    return 1 if batch.bad_lines else 0


def _loading_encoder() -> "SentenceEncoder":
    """Its weights are read while everything else is imported and opened."""
    from bot.understanding.encoder import SentenceEncoder

    return SentenceEncoder()
