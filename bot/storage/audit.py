"""Who was told about money or changed it: append-only, without figures and phone numbers."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answer import Outcome
from bot.question import Question
from bot.storage.schema import audit
from pricing.storage import locks
from pricing.storage.database import Database
from pricing.storage.locks import Lock


@dataclass(frozen=True)
class Deed:
    """One line of the audit log."""

    at: datetime
    user: str
    deed: str
    """The intent with its topic, or the name of the button's action; after a colon the fields it changed."""
    scope: str
    """personal, group or channel."""
    outcome: str


class DatabaseJournal:
    """What `bot.turn.Journal` asks for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, question: Question, deed: str, outcome: Outcome) -> None:
        """Append one line of its own transaction."""
        line = Deed(question.now, question.user, deed, question.scope, outcome)
        async with self._database.writing(question.tenant) as connection:
            await record(connection, question.tenant, line)


async def record(connection: AsyncConnection, tenant: str, deed: Deed) -> None:
    """Append a line, in the caller's transaction."""
    await locks.hold(connection, Lock.AUDIT, tenant)
    newest = select(func.coalesce(func.max(audit.c.id), 0)).where(audit.c.tenant == tenant)
    row = {
        "tenant": tenant,
        "id": (await connection.execute(newest)).scalar_one() + 1,
        "at": int(deed.at.timestamp()),
        "user_id": deed.user,
        "deed": deed.deed,
        "scope": deed.scope,
        "outcome": deed.outcome,
    }
    await connection.execute(insert(audit).values(row))


async def newest(connection: AsyncConnection, tenant: str, most: int) -> list[Deed]:
    """The last lines, newest first."""
    query = select(audit).where(audit.c.tenant == tenant).order_by(audit.c.id.desc()).limit(most)
    rows = (await connection.execute(query)).all()
    return [
        Deed(datetime.fromtimestamp(row.at, UTC), row.user_id, row.deed, row.scope, row.outcome)
        for row in rows
    ]
