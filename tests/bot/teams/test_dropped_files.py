"""A file dropped into the 1:1 chat: described, confirmed, imported in one changing card, taken back."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bot.answers import dropped_usage
from bot.commands.session import RunMemory
from bot.composition import Services
from bot.question import Role
from bot.storage.audit import DatabaseJournal
from bot.teams.problem import Problems
from bot.turn import Bot
from cards.plain_text import lines
from pricing.errors import DatabaseError
from pricing.organisation import Organisation
from pricing.storage import import_turn, organisations
from tests.bot.teams.dropping import FILES, RATES, SLIPS, STAFF, USAGE, AtOnce, Chat
from tests.bot.teams.rig import rig
from tests.fakes.activities import activity, pressed_execute
from tests.fakes.files import lying_files


@pytest.fixture
def open_chat(services_on: Callable[[Path], Services], tmp_path: Path) -> Callable[..., Any]:
    @asynccontextmanager
    async def opened(**changes: Any) -> AsyncIterator[Chat]:
        services = services_on(tmp_path / "bot.db")
        services = replace(services, settings=services.settings.model_copy(update={"data_dir": tmp_path}))
        async with services.database.writing("demo") as connection:
            await organisations.save(connection, Organisation("demo", country="DE", currency="EUR"))
        answering = Bot(services, RunMemory(), DatabaseJournal(services.database))
        async with AsyncExitStack() as stack:
            files = await stack.enter_async_context(lying_files(FILES))
            shown = Problems(services.renderer)
            bot = await stack.enter_async_context(
                rig(answering=answering, timer=AtOnce(), problems=shown, **changes)
            )
            yield Chat(bot, services, files)
        await services.database.close()

    return opened


def shelved(folder: Path) -> list[str]:
    return sorted(file.name for file in (folder / "dropped").rglob("*") if file.is_file())


async def test_a_usage_report_is_described_confirmed_imported_and_taken_back(
    open_chat: Callable[..., Any], tmp_path: Path
) -> None:
    async with open_chat() as chat:
        said = await chat.drop(USAGE)
        assert said[0] == "Import this usage report?" and f"File | {USAGE}" in said
        assert await chat.imports() == [] and shelved(tmp_path) == [USAGE]
        assert (await chat.press("Import"))[0] == "Importing…"
        done = await chat.updated()
        (entry,) = await chat.imports()
        assert done[0] == f"{entry.counts.inserted} calls imported" and "Imported by | Ada Admin" in done
        assert shelved(tmp_path) == []
        undo = {"do": "usage_withdraw_form", "import": entry.id}
        assert "Take back this import?" in await chat.send(undo)
        assert (await chat.send({"do": "withdraw_usage", "import": entry.id}))[
            0
        ] == "The import was taken back"
        assert (await chat.send({"do": "withdraw_usage", "import": entry.id}))[0].endswith("already")
        assert (await chat.imports())[0].withdrawn_by


async def test_beside_another_import_none_is_taken_back(
    open_chat: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dropped_usage, "PRESS_PATIENCE", timedelta(0))
    async with open_chat() as chat:
        await chat.drop(USAGE)
        await chat.press("Import")
        await chat.updated()
        (entry,) = await chat.imports()
        async with import_turn.turn(chat.services.database, "demo", lambda: datetime.now(UTC)):
            said = await chat.send({"do": "withdraw_usage", "import": entry.id})
        assert said[0] == "Another import is still running"
        assert (await chat.imports())[0].withdrawn_at is None


async def test_a_button_pressed_twice_imports_once(open_chat: Callable[..., Any]) -> None:
    async with open_chat() as chat:
        await chat.drop(USAGE)
        data = chat.button("Import")
        await asyncio.gather(chat.send(data), chat.send(data))
        await chat.updated()
        assert "imported already" in (await chat.send(data))[0]
        assert len(await chat.imports()) == 1


async def test_rates_are_weighed_their_day_is_checked_and_the_card_can_be_taken_back(
    open_chat: Callable[..., Any],
) -> None:
    async with open_chat() as chat:
        await chat.drop(RATES)
        assert (await chat.press("Import", on="2026-07-15"))[0].startswith("These rates are in force")
        said = await chat.drop(RATES)
        assert said[0] == "Import these rates?" and "New | 0" in said
        faulty = await chat.press("Import", on="2036-01-01")
        assert "The day lies more than a year ahead." in faulty
        data = chat.button("Import") | {"on": "2026-07-15"}
        assert "[Take back this rate card]" in await chat.send(data)
        assert "was imported already" in (await chat.send(data))[0]
        assert len(await chat.rate_cards()) == 2
        undo = {"card": 2}
        assert (await chat.send(undo | {"do": "rates_withdraw_form"}))[0] == "Take back this rate card?"
        said = [(await chat.send(undo | {"do": "withdraw_rates"}))[0] for _ in range(2)]
        assert said == ["The rate card was taken back", "This rate card was taken back already"]
        assert len(await chat.rate_cards()) == 1


async def test_a_list_of_cost_centres_is_imported_once_however_often_the_button_is_pressed(
    open_chat: Callable[..., Any], tmp_path: Path
) -> None:
    async with open_chat() as chat:
        said = await chat.drop(STAFF)
        assert said[0] == "Import this list of cost centres?" and await chat.cost_centres() == {}
        data = chat.button("Import")
        replies = await asyncio.gather(chat.send(data), chat.send(data))
        assert sum("The cost centres are imported" in lines for lines in replies) == 1
        assert "imported already" in (await chat.send(data))[0]
        of_user = {"alex@contoso.example": "Sales", "lee@contoso.example": "Finance"}
        assert await chat.cost_centres() == of_user and shelved(tmp_path) == []


async def test_each_row_of_a_faulty_list_of_cost_centres_is_told(open_chat: Callable[..., Any]) -> None:
    async with open_chat() as chat:
        said = await chat.drop(SLIPS)
        assert any("row 3 · 'lee' is no sign-in name" in line for line in said)
        assert any("row 4 · ALEX@contoso.example has another cost centre in line 2" in line for line in said)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("broken.zip", "This usage report cannot be read"),
        ("notes.pdf", "I do not know this kind of file"),
        ("notes.csv", "I do not know this kind of file"),
        ("bad rates.csv", "These rates cannot be read"),
        (SLIPS, "This list of cost centres cannot be read"),
        ("ansi staff.csv", "This list of cost centres cannot be read"),
        ("gone.csv", "The file can no longer be fetched"),
    ],
)
async def test_a_file_that_cannot_be_imported_says_why_and_leaves_nothing(
    open_chat: Callable[..., Any], tmp_path: Path, name: str, says: str
) -> None:
    async with open_chat() as chat:
        assert (await chat.drop(name))[0] == says
        assert shelved(tmp_path) == [] and await chat.imports() == []


async def test_a_file_that_is_not_wanted_is_deleted(open_chat: Callable[..., Any], tmp_path: Path) -> None:
    async with open_chat() as chat:
        await chat.drop(USAGE)
        await chat.press("Do not import")
        assert shelved(tmp_path) == [] and await chat.imports() == []


async def test_a_file_is_found_by_the_person_who_brought_it_only(open_chat: Callable[..., Any]) -> None:
    async with open_chat() as chat:
        await chat.drop(USAGE)
        stranger = {"id": "29:other", "name": "Kim", "aadObjectId": "other"}
        body = pressed_execute(chat.bot.connector.url, chat.button("Import")) | {"from": stranger}
        _, answer = await chat.bot.post(body)
        assert lines(answer["value"])[0] == "I no longer have this file"


async def test_in_a_group_a_file_is_refused_before_anything_is_fetched(
    open_chat: Callable[..., Any], tmp_path: Path
) -> None:
    async with open_chat() as chat:
        said = await chat.drop(USAGE, conversation={"id": "19:g", "conversationType": "groupChat"})
        assert said[0] == "I take files in a 1:1 chat only" and shelved(tmp_path) == []


async def test_who_is_no_admin_cannot_import(open_chat: Callable[..., Any], tmp_path: Path) -> None:
    class Member:
        async def role(self, tenant: str, user: str) -> Role:
            return Role.MEMBER

    async with open_chat(roles=Member()) as chat:
        assert (await chat.drop(USAGE))[0] == "Only administrators can import files"
        assert shelved(tmp_path) == []


async def test_the_emulators_own_attachment_is_fetched_from_loopback(open_chat: Callable[..., Any]) -> None:
    async with open_chat() as chat:
        address = f"{chat.files}/{quote(USAGE)}"
        attachments = [{"contentType": "text/csv", "contentUrl": address, "name": USAGE}]
        await chat.bot.post(activity(chat.bot.connector.url, text=None, attachments=attachments))
        assert chat.said()[0] == "Import this usage report?"


async def test_where_a_card_cannot_be_updated_the_result_comes_as_a_message(
    open_chat: Callable[..., Any],
) -> None:
    async with open_chat() as chat:
        await chat.drop(USAGE)
        body = pressed_execute(chat.bot.connector.url, chat.button("Import"))
        await chat.bot.post(body)
        await chat.bot.server.turns.drain(20)
        assert chat.said()[0].endswith("calls imported")


async def test_an_import_that_fails_says_so_changes_nothing_and_can_be_tried_again(
    open_chat: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object, **__: object) -> None:
        raise DatabaseError("the disk is full")

    async with open_chat() as chat:
        await chat.drop(USAGE)
        data = chat.button("Import")
        with monkeypatch.context() as broken:
            broken.setattr(dropped_usage, "import_usage", full)
            await chat.send(data)
            said = await chat.updated()
        assert said[0] == "I cannot answer this just now" and "Nothing was changed." in said[1]
        assert await chat.imports() == [] and shelved(tmp_path) == [USAGE]
        await chat.send(data)
        await chat.bot.server.turns.drain(20)
        assert len(await chat.imports()) == 1


async def test_a_file_is_kept_for_an_hour(open_chat: Callable[..., Any], tmp_path: Path) -> None:
    async with open_chat() as chat:
        await chat.drop(USAGE)
        (place,) = (tmp_path / "dropped").iterdir()
        place.rename(place.with_name(f"{place.name.rpartition('-')[0]}-1000"))
        assert (await chat.press("Import"))[0] == "I no longer have this file"
        await chat.drop("notes.pdf")
        assert shelved(tmp_path) == []
