"""Usage records that something else than an import put in the place of published ones, on SQLite.

A trigger against REPLACE would slow every import down. What replaces a record stands behind all others in the
file, though, while imports write their rows in the order of their lines.
"""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.storage.schema import usage_record

MOST = 100


async def out_of_place(connection: AsyncConnection, tenant: str) -> list[str]:
    """Ids of records that no import can have written where they stand, at most a hundred."""
    if connection.dialect.name != "sqlite":
        return []  # there the triggers see every deletion
    rows = await connection.execute(_OUT_OF_PLACE, {"tenant": tenant, "most": MOST})
    return list(rows.scalars())


# The plus keeps SQLite from reading by tenant, which it would have to sort.
_OUT_OF_PLACE = text(f"""
    SELECT usage_id FROM (
        SELECT usage_id, import_id, line,
            lag(import_id) OVER stands AS import_before, lag(line) OVER stands AS line_before
        FROM {usage_record.name} WHERE +tenant = :tenant WINDOW stands AS (ORDER BY rowid)
    )
    WHERE (import_id, line) <= (import_before, line_before)
    LIMIT :most
""")  # noqa: S608  # the name is ours
