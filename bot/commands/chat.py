"""`chat`: talk to the bot in the terminal."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace

from bot.commands import options

NAME = "chat"
HELP = "talk to the bot in the terminal"
PROMPT = "> "


def add_arguments(parser: ArgumentParser) -> None:
    """Whose bot, and in which language."""
    parser.add_argument("--locale", metavar="L", help="the client's language, such as pt-BR")
    options.add_tenant(parser)
    options.add_today(parser)


def run(arguments: Namespace) -> int:
    """Until the end of input; from a pipe only the replies are printed."""
    return asyncio.run(_chat(arguments))


async def _chat(arguments: Namespace) -> int:
    from bot.commands.batch import open_bot
    from bot.commands.session import Session

    async with open_bot(arguments) as (bot, ready):
        await ready(arguments.tenant, options.now(arguments).date())
        session = Session(bot, arguments.tenant, locale=arguments.locale)
        if sys.stdin.isatty():
            print("Ask in your own words; a button is pressed by typing its words. Ctrl-D ends.\n")
        while (text := await asyncio.to_thread(_next_line)) is not None:
            if text.strip():
                print(await _answer(session, text.strip(), arguments) + "\n", flush=True)
    return 0


async def _answer(session: "object", text: str, arguments: Namespace) -> str:
    from bot.commands.session import Session

    assert isinstance(session, Session)  # noqa: S101  # only _chat calls this
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
