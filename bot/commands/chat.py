"""`chat`: talk to the bot in the terminal."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from typing import TYPE_CHECKING

from bot.commands import options
from bot.commands.failure import explained

if TYPE_CHECKING:
    from bot.commands.session import Session

NAME = "chat"
HELP = "talk to the bot in the terminal"
PROMPT = "> "


def add_arguments(parser: ArgumentParser) -> None:
    """Whose bot, and in which language."""
    parser.add_argument("--locale", metavar="L", help="the client's language, such as pt-BR")
    parser.add_argument("--serve", action="store_true", help="the server beside it, in local mode")
    options.add_tenant(parser)
    options.add_today(parser)


def run(arguments: Namespace) -> int:
    """Until the end of input; from a pipe only the replies are printed."""
    return asyncio.run(_chat(arguments))


async def _chat(arguments: Namespace) -> int:
    from bot.understanding.encoder import SentenceEncoder

    # Its weights are read while everything else is imported and opened.
    encoder = SentenceEncoder()
    from bot.commands.batch import open_bot
    from bot.commands.beside import serving_beside
    from bot.commands.session import Session

    async with open_bot(encoder) as (bot, ready):
        await ready(arguments.tenant, options.now(arguments).date())
        async with serving_beside(arguments) if arguments.serve else nullcontext():
            await _talk(Session(bot, arguments.tenant, locale=arguments.locale), arguments)
    return 0


async def _talk(session: "Session", arguments: Namespace) -> None:
    if sys.stdin.isatty():
        print("Ask in your own words; a button is pressed by typing its words. Ctrl-D ends.\n")
    while (text := await asyncio.to_thread(_next_line)) is not None:
        if not text.strip():
            continue
        try:
            print(await _answer(session, text.strip(), arguments) + "\n", flush=True)
        except BrokenPipeError:
            raise
        except Exception as error:
            # One question that fails must not end the conversation.
            print(explained(error), file=sys.stderr)


async def _answer(session: "Session", text: str, arguments: Namespace) -> str:
    now = options.now(arguments)
    label = text.strip("[]").casefold()
    if label in (button.casefold() for button in session.button_labels()):
        return (await session.press(label, now)).text
    return (await session.say(text, now)).text


def _next_line() -> str | None:
    if sys.stdin.isatty():
        try:
            return input(PROMPT)
        except EOFError:
            print()
            return None
    return sys.stdin.readline() or None
