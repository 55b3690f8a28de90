"""What an organisation does with the program, drawn from a seed; everything it gets to see is kept."""

import json
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.answers import ANSWERS
from bot.composition import Services
from bot.question import Question, Role
from bot.storage.audit import DatabaseJournal, newest
from bot.storage.memory import DatabaseMemory
from bot.storage.unanswered import DatabaseNotes, most_asked
from bot.turn import Bot
from pricing.errors import ImportRefused
from pricing.imports.usage_import import import_usage, withdraw_import
from pricing.ledger_entry import EntryKind, new_entry
from pricing.organisation import Organisation
from pricing.rate_card import RateCard
from pricing.storage import (
    import_journal,
    ledger_entries,
    organisations,
    rate_cards,
    statements,
    usage_records,
    verification,
)
from tests.fixtures.rate_cards import contoso, contoso_earlier
from tests.pricing.reports import as_csv, call

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
QUESTIONS = sorted(ANSWERS, key=str)
TEXTS = ("how much credit do we have left?", "what is a frobnicator for?", "rates for Brazil", "and in Peru?")


class TenantLife:
    """One organisation on one database, which others use too."""

    def __init__(self, services: Services, tenant: str, dice: random.Random, folder: Path) -> None:
        self.services, self.tenant, self.dice = services, tenant, dice
        self.seen: list[Any] = []
        self._file = folder / f"{tenant}.csv"
        database = services.database
        self._bot = Bot(
            services, DatabaseMemory(database), DatabaseJournal(database), DatabaseNotes(database)
        )

    async def changes(self) -> None:
        """One thing that changes what it has."""
        deeds: list[Callable[[], Awaitable[Any]]] = [
            self._imports, self._records, self._records, self._withdraws, self._adds_rates, self._sets_up,
        ]  # fmt: skip
        self.seen.append(await self.dice.choice(deeds)())

    async def step(self) -> None:
        """One thing it does: a change, or a question."""
        await self.dice.choice([self.changes, self._asks])()

    async def _asks(self) -> None:
        self.seen.append(await self.dice.choice([self._presses, self._types])())

    async def looks_around(self) -> None:
        """Everything that it can see, at the end."""
        for intent in ("balance", "usage"):
            self.seen.append(await self._asked(data={"do": "ask", "intent": intent}))
        as_of = int(NOW.timestamp())
        async with self.services.database.reading(self.tenant) as connection:
            tenant = self.tenant
            self.seen += [
                await import_journal.entries(connection, tenant),
                await usage_records.conflicts(connection, tenant),
                await usage_records.overlaps(connection, tenant),
                await statements.read(connection, tenant, as_of, charge_includes_fee=False),
                await verification.differences(connection, tenant, as_of, charge_includes_fee=False),
                await rate_cards.cards(connection, tenant),
                await newest(connection, tenant, 100),
                await most_asked(connection, tenant, 100),
            ]

    def bytes_seen(self) -> bytes:
        """All of it, in order, under a name that every life shares."""
        return "\n".join(map(repr, self.seen)).replace(self.tenant, "us").encode(errors="backslashreplace")

    async def _imports(self) -> object:
        numbers = self.dice.sample(range(40), self.dice.randint(1, 6))
        self._file.write_text(as_csv([self._call(number) for number in numbers]), encoding="utf-8")
        return await import_usage(
            self.services.database, self.tenant, self._file, by="test", clock=lambda: NOW
        )

    def _call(self, number: int) -> dict[str, str]:
        when = NOW - timedelta(days=self.dice.randrange(30), hours=self.dice.randrange(24))
        charge = f"{self.dice.randrange(500) / 100:.2f}"
        return call(f"id-{number}", when.isoformat()[:19], charge, Currency=self.dice.choice(["EUR", "USD"]))

    async def _withdraws(self) -> object:
        chosen = self.dice.randint(1, 3)
        try:
            return await withdraw_import(
                self.services.database, self.tenant, chosen, reason="x", by="test", clock=lambda: NOW
            )
        except ImportRefused as refused:
            return str(refused)

    async def _records(self) -> object:
        kind = self.dice.choice(list(EntryKind))
        on = (NOW - timedelta(days=self.dice.randrange(200))).date()
        amount = self.dice.randrange(1, 900)
        entry = new_entry(kind, amount, self.dice.choice(["EUR", "USD"]), on, now=NOW, by="test", reason="x")
        key = f"key-{self.dice.randrange(5)}"
        async with self.services.database.writing(self.tenant) as connection:
            return await ledger_entries.record(connection, self.tenant, entry, client_key=key)

    async def _adds_rates(self) -> object:
        card: RateCard = self.dice.choice([contoso(), contoso_earlier()])
        async with self.services.database.writing(self.tenant) as connection:
            return await rate_cards.add(connection, self.tenant, card, "card.csv", "test", NOW)

    async def _sets_up(self) -> object:
        country, currency = self.dice.choice([("DE", "EUR"), ("US", "USD"), ("BR", "EUR")])
        async with self.services.database.writing(self.tenant) as connection:
            profile = Organisation(
                self.tenant, name=self.dice.choice("abc"), country=country, currency=currency
            )
            return await organisations.save(connection, profile)

    async def _presses(self) -> object:
        intent, topic = self.dice.choice(QUESTIONS)
        slots = {"countries": [self.dice.choice(["BR", "DE"])]}
        return await self._asked(data={"do": "ask", "intent": intent, "topic": topic, "slots": slots})

    async def _types(self) -> object:
        return await self._asked(text=self.dice.choice(TEXTS))

    async def _asked(self, text: str = "", data: dict[str, Any] | None = None) -> str:
        question = Question(text, self.tenant, "ana", "chat", NOW, Role.ADMIN, data=data or {}, locale="en")
        reply = await self._bot.reply(question)
        return json.dumps(reply.activity, ensure_ascii=False) + reply.text


def today() -> date:
    """The day on which all of this happens."""
    return NOW.date()
