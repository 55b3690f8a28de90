"""Conversations that forbade the bot are left alone, by every server and after a restart."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.teams import parking
from bot.teams.parking import BELIEVED_SECONDS, InDatabase
from pricing.errors import DatabaseError
from pricing.storage.database import Database

NOW = datetime(2026, 7, 15, tzinfo=UTC)
CHAT = ("tenant", "chat")


def server(database: Database, times: Sequence[datetime] = (NOW,)) -> InDatabase:
    """What one server knows, from its start on; it is the last of these times."""
    return InDatabase(database, lambda: times[-1])


async def test_a_parked_conversation_is_left_alone_after_a_restart_and_by_other_servers(database):
    await server(database).park(*CHAT)
    assert await server(database).is_parked(*CHAT)
    assert not await server(database).is_parked("tenant", "another chat")
    assert not await server(database).is_parked("another tenant", "chat")


async def test_it_is_written_to_again_once_it_was_heard_of_whoever_parked_it(database):
    one, other = server(database), server(database)
    await one.park(*CHAT)
    await one.park(*CHAT)
    await other.unpark(*CHAT)
    assert not await other.is_parked(*CHAT)
    assert not await one.is_parked(*CHAT)


async def test_what_another_server_wrote_down_is_learnt_within_five_minutes(database):
    times = [NOW]
    one = server(database, times)
    assert not await one.is_parked(*CHAT)
    await server(database).park(*CHAT)
    times.append(NOW + timedelta(seconds=BELIEVED_SECONDS - 1))
    assert not await one.is_parked(*CHAT)
    times.append(NOW + timedelta(seconds=BELIEVED_SECONDS))
    assert await one.is_parked(*CHAT)


async def test_a_conversation_is_looked_up_once_and_not_in_every_turn(database, monkeypatch):
    here = server(database)
    await here.unpark(*CHAT)
    monkeypatch.setattr(database, "reading", None)
    monkeypatch.setattr(database, "writing", None)
    assert not await here.is_parked(*CHAT)
    await here.unpark(*CHAT)


async def test_conversations_known_to_be_open_are_not_remembered_without_end(database, monkeypatch):
    monkeypatch.setattr(parking, "MAX_KNOWN", 2)
    here = server(database)
    for chat in ("one", "two", "three"):
        await here.is_parked("tenant", chat)
    assert [chat for _, chat in here._open] == ["two", "three"]


async def test_what_is_heard_of_is_open_here_though_it_could_not_be_written_down(database, monkeypatch):
    await (here := server(database)).park(*CHAT)
    monkeypatch.setattr(database, "writing", None)
    await here.unpark(*CHAT)
    assert not await here.is_parked(*CHAT)
    assert await server(database).is_parked(*CHAT)


@pytest.mark.parametrize("deed", ["park", "unpark", "is_parked"])
async def test_without_the_database_every_conversation_is_open(database, monkeypatch, deed):
    await (here := server(database)).park(*CHAT)

    def out_of_reach(*_) -> None:
        raise DatabaseError("out of reach")

    monkeypatch.setattr(database, "reading", out_of_reach)
    monkeypatch.setattr(database, "writing", out_of_reach)
    await getattr(here, deed)(*CHAT)
    assert not await here.is_parked(*CHAT)
