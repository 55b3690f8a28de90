"""A process that does nothing but watch its own event loop: what the machine alone makes a loop wait.

`python -m tests.fakes.idle`: prints the seconds of its longest stall when its standard input is closed.
"""

import asyncio
import sys

from bot.teams.loop_watch import watched


async def main() -> None:
    """Watch until the end of the input."""
    stalls = [0.0]
    async with watched(stalls.append):
        await asyncio.to_thread(sys.stdin.read)
    print(stalls[-1])


if __name__ == "__main__":
    asyncio.run(main())
