"""Who was told about money or changed it: append-only, without figures and phone numbers."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import audit


@dataclass(frozen=True)
class Deed:
    """One line of the audit log."""

    at: datetime
    user: str
    deed: str
    """The intent with its topic, or the name of the button's action."""
    scope: str
    """personal, group or channel."""
    outcome: str


async def record(connection: AsyncConnection, tenant: str, deed: Deed) -> None:
    """Append a line, in the caller's transaction."""
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
