"""Usage records with where they stood: the import that brought them, and the line of its file."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.period import Period
from pricing.storage.schema import imports_in_force, usage_record
from pricing.storage.usage_records import RECORD_COLUMNS
from pricing.usage import UsageRecord

ROWS_AT_A_TIME = 10_000


class SourcedRecord(NamedTuple):
    """A record in force and its place."""

    record: UsageRecord
    import_id: int
    line: int


async def between(connection: AsyncConnection, tenant: str, period: Period) -> AsyncIterator[SourcedRecord]:
    """Records of calls that started on the period's days (UTC), by start and then id."""
    record, in_force = usage_record.c, imports_in_force().subquery()
    same_import = (in_force.c.tenant == record.tenant) & (in_force.c.import_id == record.import_id)
    start, end = _midnight(period.first), _midnight(period.last + timedelta(days=1))
    statement = (
        select(record.import_id, record.line, *RECORD_COLUMNS)
        .select_from(usage_record.join(in_force, same_import))
        .where(record.tenant == tenant, record.started_at >= start, record.started_at < end)
        .order_by(record.started_at, record.usage_id)
        .execution_options(yield_per=ROWS_AT_A_TIME)
    )
    async for row in await connection.stream(statement):
        yield SourcedRecord(UsageRecord(*row[2:]), row.import_id, row.line)


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())
