"""S4: what an organisation sees is the same to the byte whatever others have; every statement names it."""

import random
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.composition import Services
from bot.storage.schema import CONVERSATIONS
from pricing.storage.revisions import PRICING
from tests.bot.tenant_life import TenantLife
from tests.sizes import size

ROLLS_OF_OTHERS = 20
"""Times that a life of ours is lived again, with all that was there before and new data of others."""
OF_TENANTS = {
    table.name for schema in (PRICING, CONVERSATIONS) for table in schema.metadata.tables.values()
    if "tenant" in table.columns
}  # fmt: skip
ServicesOn = Callable[[Path], Services]


class Statements:
    """Every statement that any connection of this process runs, with its values."""

    def __init__(self) -> None:
        self.counted = 0
        self.tenantless: set[str] = set()
        self.whose: str | None = None

    def heard(self, statement: str) -> None:
        """Called by SQLite for each, from whatever thread runs it."""
        if (
            self.whose is None
            or statement.startswith("--")
            or not OF_TENANTS & set(re.findall(r"\w+", statement))
        ):
            return
        self.counted += 1
        if f"'{self.whose}'" not in statement:
            self.tenantless.add(statement[:200])


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> Iterator[Statements]:
    heard, connect = Statements(), sqlite3.connect

    def listening(*words: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*words, **options)
        connection.set_trace_callback(heard.heard)
        return connection

    monkeypatch.setattr(sqlite3, "connect", listening)
    yield heard


@pytest.fixture
def nonces(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Random keys that come in the same order after each call, so that replies can be compared."""

    def begin_anew() -> None:
        numbers = count()
        monkeypatch.setattr(secrets, "token_urlsafe", lambda *_: f"nonce-{next(numbers)}")

    return begin_anew


async def lived(services: Services, ours: int, roll: int, statements: Statements, folder: Path) -> bytes:
    """What we saw in one life; roll 0 is lived alone, the others beside organisations of their own."""
    us = TenantLife(services, f"us-{ours}-{roll}", random.Random(f"S4 ours {ours}"), folder)
    them = TenantLife(services, f"them-{ours}-{roll}", random.Random(f"S4 theirs {ours} {roll}"), folder)
    for _ in range(4):
        if roll:
            statements.whose = them.tenant
            await them.changes()
        statements.whose = us.tenant
        await us.step()
    await us.looks_around()
    statements.whose = None
    return us.bytes_seen()


async def test_what_others_have_changes_nothing_of_what_we_see(
    services_on: ServicesOn, statements: Statements, nonces: Callable[[], None], quick_file: Path
) -> None:
    folder = quick_file.parent
    crowded, alone = services_on(quick_file), b""
    for case in range(size("S4 sequences")):
        ours, roll = divmod(case, ROLLS_OF_OTHERS)
        if roll == 0:
            nonces()
            empty = services_on(folder / f"{ours}.db")
            alone = await lived(empty, ours, 0, statements, folder)
        nonces()
        assert await lived(crowded, ours, roll + 1, statements, folder) == alone, case
    assert statements.counted > 100
    assert statements.tenantless == set()


async def test_on_postgresql_we_see_what_we_see_on_sqlite_whatever_others_have(
    services_on: ServicesOn, loaded: Services, nonces: Callable[[], None], postgresql_database, tmp_path: Path
) -> None:
    nonces()
    alone = await lived(services_on(tmp_path / "alone.db"), 0, 0, Statements(), tmp_path)
    crowded = replace(loaded, database=postgresql_database)
    for case in range(size("S4 sequences", "postgresql")):
        nonces()
        assert await lived(crowded, 0, case + 1, Statements(), tmp_path) == alone, case
