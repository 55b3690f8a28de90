"""What an import of usage did, row by row, for the command line and for a file dropped into a chat."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from pricing.imports.usage_import import ImportedUsage
from pricing.storage import usage_records
from pricing.storage.database import Database


@dataclass(frozen=True)
class Rejection:
    """A row that was not taken."""

    part: str
    """The CSV that it stands in."""
    line: int
    reason: str
    """A code."""
    detail: str
    """A sentence in English."""


async def rejections(database: Database, tenant: str, done: ImportedUsage) -> AsyncIterator[Rejection]:
    """Every row that was not taken, in the order of the file."""
    async with database.reading(tenant) as connection:
        async for row in usage_records.rejections(connection, tenant, done.import_id):
            part, line = done.place_of(row.line)
            yield Rejection(part, line, row.reason, row.detail)
