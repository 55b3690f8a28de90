"""The figure that tells of what blocks the event loop."""

import asyncio
import time
from pathlib import Path

import pytest

from bot.teams import loop_watch
from bot.teams.loop_watch import STEP_SECONDS, watched


async def stalls_of(block: float) -> list[float]:
    """What is reported when something blocks the loop for so many seconds."""
    reported: list[float] = []
    async with watched(reported.append):
        await asyncio.sleep(0)
        time.sleep(block)  # noqa: ASYNC251  # this is what must be seen
        await asyncio.sleep(2 * STEP_SECONDS)
    return reported


async def test_what_blocks_the_loop_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # What a busy machine takes away is left out otherwise, and it may take all of so short a time.
    monkeypatch.setattr(loop_watch, "SCHEDULER", tmp_path / "nothing")
    assert max(await stalls_of(0.25)) + STEP_SECONDS >= 0.2


async def test_each_report_is_of_a_longer_stall() -> None:
    reported = await stalls_of(0.1)
    assert reported == sorted(set(reported))
