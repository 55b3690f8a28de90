"""The server as a process beside the terminal chat, for the Emulator and the Playground."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

STOPS_WITHIN_SECONDS = 25
APP = Path(__file__).parent.parent.parent / "app.py"


@asynccontextmanager
async def serving_beside(arguments: Namespace) -> AsyncIterator[None]:
    """`serve --local` for as long as the chat lasts; what it says goes to standard error."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(APP),
        "serve",
        "--local",
        "--or-free-port",
        *_passed_on(arguments),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=sys.stderr.fileno(),
        # The terminal's Ctrl-C is the chat's: the server is stopped after it, in order.
        start_new_session=True,
    )
    try:
        yield
    finally:
        await _stop(process)


def _passed_on(arguments: Namespace) -> list[str]:
    today = ["--today", arguments.today.isoformat()] if arguments.today else []
    return ["--tenant", arguments.tenant, *today]


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOPS_WITHIN_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
