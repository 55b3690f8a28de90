"""An admin's 1:1 chat into which files are dropped, and the files."""

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.composition import Services
from cards.buttons import buttons
from cards.plain_text import lines
from pricing.storage import cost_centres, import_journal, rate_cards
from tests.bot.teams.rig import Rig
from tests.fakes.activities import dropped, pressed_execute
from tests.fixtures.recorded import FOLDER

USAGE, RATES, STAFF = "July 2026.csv", "Contoso EUR.csv", "Contoso staff.csv"
SLIPS = "Contoso staff with slips.csv"
FILES = {
    USAGE: (FOLDER / USAGE).read_bytes(),
    RATES: (FOLDER / RATES).read_bytes(),
    STAFF: (FOLDER / STAFF).read_bytes(),
    SLIPS: (FOLDER / SLIPS).read_bytes(),
    "ansi staff.csv": "UPN;Department\nlee@contoso.example;Käse\n".encode("cp1252"),
    "broken.zip": b"PK\x03\x04 and no more",
    "notes.pdf": b"%PDF-1.7",
    "notes.csv": b"a,b\n1,2\n",
    "bad rates.csv": (FOLDER / RATES).read_bytes().replace(b"0.018", b"cheap"),
}


class AtOnce:
    """Time in which nothing has to be waited for."""

    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)


@dataclass
class Chat:
    """An admin's 1:1 chat with the bot, and the place where the dropped files lie."""

    bot: Rig
    services: Services
    files: str

    async def drop(self, name: str, **changes: Any) -> list[str]:
        """What the bot says to a dropped file."""
        await self.bot.post(dropped(self.bot.connector.url, name, f"{self.files}/{quote(name)}", **changes))
        return self.said()

    def said(self) -> list[str]:
        """The lines of the last message."""
        return lines(self.cards()[-1])

    def cards(self) -> list[dict[str, Any]]:
        """Every card that arrived, new or as an update, in order."""
        messages = self.bot.connector.messages
        return [part["content"] for message in messages for part in message["attachments"]]

    def button(self, label: str) -> dict[str, Any]:
        """The data of a button of the last card."""
        return dict(next(one.data for one in buttons(self.cards()[-1]) if one.title == label))

    async def press(self, label: str, **inputs: str) -> list[str]:
        """What the card says after a button was pressed."""
        return await self.send(self.button(label) | inputs)

    async def send(self, data: dict[str, Any]) -> list[str]:
        body = pressed_execute(self.bot.connector.url, data, replyToId="card-1")
        status, answer = await self.bot.post(body)
        assert status == 200
        return lines(answer["value"])

    async def updated(self) -> list[str]:
        """The card once its work is done."""
        await self.bot.connector.until(lambda fake: any(one.method == "PUT" for one in fake.posted))
        await self.bot.server.turns.drain(20)
        self.bot.server.turns.draining = False
        put = [one for one in self.bot.connector.posted if one.method == "PUT"]
        assert {one.path.rpartition("/")[2] for one in put} == {"card-1"}
        return lines(put[-1].body["attachments"][0]["content"])

    async def imports(self) -> list[import_journal.ImportEntry]:
        async with self.services.database.reading("demo") as connection:
            return await import_journal.entries(connection, "demo")

    async def cost_centres(self) -> dict[str, str]:
        async with self.services.database.reading("demo") as connection:
            return dict((await cost_centres.load(connection, "demo")).of_user)

    async def rate_cards(self) -> list[str]:
        async with self.services.database.reading("demo") as connection:
            return [one.name for one in await rate_cards.cards(connection, "demo")]
