"""R2 and R1: two servers on one database, one of them killed; each activity acts once, each button once."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

from tests.bot.teams.registered import TAKEN_IN, chat
from tests.bot.teams.servers import ServerProcess, serving
from tests.fakes.activities import activity, pressed_execute
from tests.fakes.connector import FakeConnector, fake_connector
from tests.sizes import size

CREDIT = {"do": "record_top_up", "exact": "5.00", "currency": "EUR", "on": "2026-07-01", "nonce": "one press"}


async def to_both(servers: list[ServerProcess], body: dict[str, Any]) -> None:
    """The same activity to each server at the same moment."""
    assert {*await asyncio.gather(*(server.post(body) for server in servers))} <= set(TAKEN_IN)


async def test_what_two_servers_get_at_once_or_again_after_a_kill_acts_once(tmp_path: Path) -> None:
    pairs = size("R2 pairs") // 4
    async with fake_connector() as channel, serving(tmp_path) as one, serving(tmp_path) as other:
        bodies = [chat(channel, number, text="thanks") for number in range(pairs)]
        for body in bodies:
            await to_both([one, other], body)
        await channel.until(lambda fake: len(fake.messages) >= pairs)
        before = entries(tmp_path)
        for press in presses(channel):
            await asyncio.gather(*(server.post(press) for server in (one, other)))
        assert entries(tmp_path) == before + 1
        assert await one.stop(9) == -9
        for body in bodies[:10]:
            assert await other.post(body) in TAKEN_IN
        assert await other.post(activity(channel.url, text="thanks")) in TAKEN_IN
        await channel.until(lambda fake: len(fake.messages) >= pairs + 1)
        assert await other.stop() == 0
    assert sorted(replied_to(channel)) == sorted({*replied_to(channel)})


def presses(channel: FakeConnector) -> list[dict[str, Any]]:
    """The same button four times, each time as an activity of its own."""
    return [pressed_execute(channel.url, CREDIT) for _ in range(4)]


def replied_to(channel: FakeConnector) -> list[str]:
    """The activities that were answered."""
    return [str(message["replyToId"]) for message in channel.messages]


def entries(folder: Path) -> int:
    """How many entries the ledger has."""
    connection = sqlite3.connect(folder / "minutewise.db")
    try:
        return int(connection.execute("SELECT count(*) FROM ledger_entry").fetchone()[0])
    finally:
        connection.close()
