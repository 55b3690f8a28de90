"""An organisation with a history, a report to import, and what a reader sees before and after it."""

import asyncio
import shutil
import sqlite3
from pathlib import Path
from typing import Any

from pricing.ledger_entry import Entry, EntryKind
from pricing.organisation import Organisation
from pricing.storage import (
    ledger_entries,
    organisations,
    statements,
    usage_records,
    usage_totals,
    verification,
)
from pricing.storage.database import Database
from tests.pricing.ledger_tables import instant
from tests.pricing.reports import NOW, as_csv, call, imported

TENANT = "contoso"
ROWS = 90
AS_OF = int(NOW.timestamp())


class Stage:
    """A database file that can be made as it was, any number of times."""

    def __init__(self, migrated: Path, folder: Path) -> None:
        self.database = folder / "minutewise.db"
        self.report = folder / "PSTN.calls.csv"
        self._template = folder / "template.db"
        shutil.copy(migrated, self.database)
        asyncio.run(_found(self._opened(), self.report))
        shutil.copy(self.database, self._template)
        self.report.write_text(as_csv(_report()), encoding="utf-8")
        self.before = self.figures()
        self.after: tuple[Any, ...] = ()
        """What a reader sees after the import; filled by whoever plays it without faults."""

    @property
    def url(self) -> str:
        return f"sqlite+aiosqlite:///{self.database}"

    @property
    def words(self) -> tuple[str, ...]:
        """The command that imports the report."""
        return ("import", "usage", str(self.report), "--tenant", TENANT)

    def reset(self) -> None:
        """As it was before any command."""
        for left in self.database.parent.glob(f"{self.database.name}*"):
            left.unlink()
        shutil.copy(self._template, self.database)

    def figures(self) -> tuple[Any, ...]:
        """What a reader sees."""
        return asyncio.run(_figures(self._opened()))

    def faults(self) -> list[Any]:
        """What SQLite or `verify` finds wrong."""
        with sqlite3.connect(self.database) as connection:
            [[integrity]] = connection.execute("PRAGMA integrity_check").fetchall()
        connection.close()
        return [*asyncio.run(_differences(self._opened())), *([] if integrity == "ok" else [integrity])]

    def _opened(self) -> Database:
        return Database(self.url)


def _report() -> list[dict[str, str]]:
    """New rows, and of the known ones a duplicate and a conflict; one is broken."""
    rows = [call(f"id-{number}", f"2026-07-{1 + number % 14:02}T12:00", "0.45") for number in range(ROWS)]
    return [*rows, rows[0] | {"Charge": "-1"}, rows[1], rows[2] | {"Charge": "2.00"}]


async def _found(database: Database, file: Path) -> None:
    async with database.writing(TENANT) as connection:
        await organisations.save(connection, Organisation(TENANT, country="DE", currency="EUR"))
        entry = Entry(0, EntryKind.TOP_UP, instant("2026-06-01"), 50_000_000, "EUR")
        await ledger_entries.record(connection, TENANT, entry)
    await imported(
        database, TENANT, file, [call(f"known-{one}", "2026-06-30T12:00", "1.00") for one in "abc"]
    )
    await database.close()


async def _figures(database: Database) -> tuple[Any, ...]:
    async with database.reading(TENANT) as connection:
        found = (
            [one async for one in usage_records.between(connection, TENANT, None, None)],
            await usage_totals.daily(connection, TENANT),
            await statements.read(connection, TENANT, AS_OF, charge_includes_fee=False),
        )
    await database.close()
    return found


async def _differences(database: Database) -> list[verification.Difference]:
    async with database.reading(TENANT) as connection:
        found = await verification.differences(connection, TENANT, AS_OF, charge_includes_fee=False)
    await database.close()
    return found
