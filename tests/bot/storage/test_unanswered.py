"""Questions that were not understood are counted, and tell of nobody."""

from datetime import UTC, datetime

import pytest

from bot.question import Question
from bot.storage import unanswered
from bot.understanding.anonymous import Anonymous
from bot.understanding.reading import Reading, Slots
from pricing.storage.database import Database

NOW = datetime(2026, 7, 15, tzinfo=UTC)
LOST = Reading("out_of_scope", Slots(), 0.9)
UNDERSTOOD = Reading("rates", Slots(), 0.9)


async def ask(database: Database, text: str, reading: Reading = LOST) -> None:
    question = Question(text=text, tenant="one", user="ana", conversation="chat", now=NOW)
    await unanswered.DatabaseNotes(database).keep(question, reading, "en")


async def listed(database: Database, tenant: str = "one") -> list[tuple[str, int]]:
    async with database.reading(tenant) as connection:
        return [(one.question, one.count) for one in await unanswered.most_asked(connection, tenant, 10)]


async def test_the_same_question_is_counted_once_for_each_time_it_was_asked(database):
    for text in ("what is the weather", "play music", "What is the weather"):
        await ask(database, text)
    assert await listed(database) == [("what is the weather", 2), ("play music", 1)]
    assert await listed(database, "two") == []


async def test_what_was_understood_is_not_listed(database):
    await ask(database, "rates for Brazil", UNDERSTOOD)
    assert await listed(database) == []


async def test_the_list_makes_room_for_what_is_new(database, monkeypatch):
    monkeypatch.setattr(unanswered, "MOST_KEPT", 2)
    for text in ("sing a song", "tell a joke", "play music"):
        await ask(database, text)
    assert len(await listed(database)) == 2


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("call Hugo Meyer at +49 151 2345678", "call <name> at #"),
        ("mail hugo.meyer@example.com please", "mail <address> please"),
        ("田中さんに電話して", "<name> さんに電話して"),
    ],
)
def test_names_numbers_and_addresses_are_not_kept(said, kept):
    assert Anonymous.load().said(said) == kept
