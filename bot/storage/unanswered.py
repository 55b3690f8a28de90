"""Questions that were not understood: counted, without what could tell who asked or about whom."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.question import Question
from bot.storage.schema import unanswered
from bot.understanding.anonymous import Anonymous
from bot.understanding.reading import Reading
from pricing.storage import locks
from pricing.storage.database import Database
from pricing.storage.locks import Lock

MOST_KEPT = 500
"""Different questions that one organisation's list holds; the one asked longest ago makes room."""


@dataclass(frozen=True)
class Unanswered:
    """A question, as often as it was asked; `question` holds no names and no numbers."""

    question: str
    locale: str
    count: int
    last_at: datetime


class DatabaseNotes:
    """What `bot.turn.Notes` asks for."""

    def __init__(self, database: Database, anonymous: Anonymous | None = None) -> None:
        self._database = database
        self._anonymous = anonymous or Anonymous.load()

    async def keep(self, question: Question, reading: Reading, locale: str) -> None:
        """Count the question if it was not understood."""
        if not question.text or not reading.is_unsure:
            return
        said = self._anonymous.said(question.text)
        async with self._database.writing(question.tenant) as connection:
            await count(connection, question.tenant, said, locale, int(question.now.timestamp()))


async def count(connection: AsyncConnection, tenant: str, question: str, locale: str, at: int) -> None:
    """Add one to a question's count, in the caller's transaction; `at` in epoch seconds."""
    await locks.hold(connection, Lock.UNANSWERED, tenant)
    is_it = (unanswered.c.tenant == tenant) & (unanswered.c.question == question)
    again = update(unanswered).where(is_it).values(count=unanswered.c.count + 1, last_at=at, locale=locale)
    if (await connection.execute(again)).rowcount:
        return
    row = {"tenant": tenant, "question": question, "locale": locale, "count": 1, "last_at": at}
    await connection.execute(insert(unanswered).values(row))
    await _make_room(connection, tenant)


async def _make_room(connection: AsyncConnection, tenant: str) -> None:
    of_tenant = unanswered.c.tenant == tenant
    kept = (await connection.execute(select(func.count()).where(of_tenant))).scalar_one()
    if kept > MOST_KEPT:
        oldest = (
            select(unanswered.c.question)
            .where(of_tenant)
            .order_by(unanswered.c.last_at, unanswered.c.question)
            .limit(kept - MOST_KEPT)
        )
        await connection.execute(delete(unanswered).where(of_tenant, unanswered.c.question.in_(oldest)))


async def most_asked(connection: AsyncConnection, tenant: str, most: int) -> list[Unanswered]:
    """The questions asked most often, among equals the newest first."""
    order = (unanswered.c.count.desc(), unanswered.c.last_at.desc(), unanswered.c.question)
    query = select(unanswered).where(unanswered.c.tenant == tenant).order_by(*order).limit(most)
    return [
        Unanswered(row.question, row.locale, row.count, datetime.fromtimestamp(row.last_at, UTC))
        for row in (await connection.execute(query)).all()
    ]
