"""The import of a dropped usage report: progress in one card, then what it did, and how to take it back."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.answer import Answer, FollowUp, Outcome
from bot.answers.balance_view import instant, money
from bot.answers.dropped_files import key_of, problem, unusable
from bot.composition import Services
from bot.files.recognition import FileFault, Place
from bot.question import Question
from bot.storage import once
from bot.usage_import import rejections
from pricing.demo import DEMO_TENANT
from pricing.errors import ImportRefused, UsageReportError
from pricing.imports.usage_import import Clock, ImportedUsage, Pace, import_usage, withdraw_import
from pricing.storage import import_journal

MOST_REJECTIONS = 5
PATIENCE = timedelta(seconds=10)
"""How long to wait for another import of the organisation."""
PRESS_PATIENCE = timedelta(seconds=3)
"""The same where the press waits for what it did, which Teams allows five seconds."""
WITHDRAWN_BECAUSE = "taken back in the chat"


async def start(question: Question, services: Services) -> Answer:
    """The import begins; the cards that follow take this one's place."""
    key = key_of(question)
    file = services.shelf.take(question, key)
    if file is None:
        return problem("", "taken" if await _was_imported(question, services, key) else "expired")
    view = {"name": file.name, "rows": 0}
    return Answer("import_progress", view, later=partial(_run, question, services, file, key))


async def _was_imported(question: Question, services: Services, key: str) -> bool:
    async with services.database.reading(question.tenant) as connection:
        return await once.is_used(connection, question.tenant, key)


async def _run(question: Question, services: Services, file: Path, key: str) -> AsyncIterator[Answer]:
    rows, grown = 0, asyncio.Event()

    def on_rows(count: int) -> None:
        nonlocal rows
        rows = count
        grown.set()

    importing = asyncio.create_task(_import(question, services, file, key, on_rows))
    try:
        while not importing.done():
            growing = asyncio.create_task(grown.wait())
            await asyncio.wait({importing, growing}, return_when=asyncio.FIRST_COMPLETED)
            growing.cancel()
            grown.clear()
            if not importing.done():
                yield Answer("import_progress", {"name": file.name, "rows": rows})
        yield await importing
    finally:
        importing.cancel()


async def _import(question: Question, services: Services, file: Path, key: str, on_rows: Any) -> Answer:
    try:
        done = await import_usage(
            services.database,
            question.tenant,
            file,
            by=question.user,
            clock=_clock(question.now),
            pace=Pace(patience=PATIENCE),
            on_rows=on_rows,
        )
    except UsageReportError as error:
        services.shelf.remove(file)
        return unusable(file, FileFault("usage", (Place(None, None, None, str(error)),)), question)
    except BaseException as error:
        services.shelf.give_back(file)
        if isinstance(error, ImportRefused):
            return Answer("import_busy", {"name": file.name, "key": key}, Outcome.ASKED)
        raise
    services.shelf.remove(file)
    async with services.database.writing(question.tenant) as connection:
        await once.use_nonce(connection, question.tenant, key, int(question.now.timestamp()))
    return await _result(question, services, file, done)


def _clock(now: datetime) -> Clock:
    """Goes on from the instant of asking."""
    began = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - began)


async def _result(question: Question, services: Services, file: Path, done: ImportedUsage) -> Answer:
    counts = done.counts
    rows = []
    async for row in rejections(services.database, question.tenant, done):
        rows.append({"part": row.part, "line": row.line, "reason": row.reason})
        if len(rows) == MOST_REJECTIONS:
            break
    view = {
        "demo": question.tenant == DEMO_TENANT,
        "name": file.name,
        "read": counts.read,
        "inserted": counts.inserted,
        "duplicate": counts.duplicate,
        "conflict": counts.conflict,
        "rejected": counts.rejected,
        "rejections": rows,
        "overlapping": counts.overlapping,
        "overlap_sums": [money(amount, code) for code, amount in counts.overlap_micro_units.items()],
        "import_id": done.import_id,
        "by": question.name,
        "at": question.now,
    }
    return Answer(
        "usage_imported", view, follow_ups=(FollowUp("balance", "balance"), FollowUp("usage", "usage"))
    )


async def ask_to_withdraw(question: Question, services: Services) -> Answer:
    """Whether the import is to be taken back, or why it cannot be."""
    entry = await _entry(question, services)
    if entry is None or entry.withdrawn_at is not None:
        return _withdrawn(question, entry, is_new=False)
    return Answer("usage_withdraw", _described(question, entry), Outcome.ASKED)


async def withdraw(question: Question, services: Services) -> Answer:
    """Takes the import out of force by a new row; nothing is deleted."""
    entry = await _entry(question, services)
    if entry is None:
        return _withdrawn(question, None, is_new=False)
    try:
        await withdraw_import(
            services.database,
            question.tenant,
            entry.id,
            reason=WITHDRAWN_BECAUSE,
            by=question.user,
            clock=_clock(question.now),
            pace=Pace(patience=PRESS_PATIENCE),
        )
    except ImportRefused:
        return _withdrawn(question, await _entry(question, services), is_new=False)
    return _withdrawn(question, entry, is_new=True)


async def _entry(question: Question, services: Services) -> import_journal.ImportEntry | None:
    async with services.database.reading(question.tenant) as connection:
        entries = await import_journal.entries(connection, question.tenant)
    return next((entry for entry in entries if entry.id == question.data.get("import")), None)


def _withdrawn(question: Question, entry: import_journal.ImportEntry | None, is_new: bool) -> Answer:
    state = "unknown" if entry is None else "now" if is_new else "before" if entry.withdrawn_at else "busy"
    view = (_described(question, entry) if entry else {"demo": False}) | {
        "state": state,
        "by": question.name,
        "at": question.now,
    }
    return Answer("usage_withdrawn", view, follow_ups=(FollowUp("balance", "balance"),))


def _described(question: Question, entry: import_journal.ImportEntry) -> dict[str, Any]:
    return {
        "demo": question.tenant == DEMO_TENANT,
        "name": entry.file_name,
        "inserted": entry.counts.inserted,
        "imported_at": instant(entry.imported_at),
        "import_id": entry.id,
    }
