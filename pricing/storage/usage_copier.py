"""The bulk writer of usage records on PostgreSQL: COPY into a table of the transaction's own, then INSERT.

COPY goes past row security and is therefore not let into tables that have it; what is inserted from the
table beside them is checked like any other row. All of an import is one transaction, that of its turn.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from pricing.storage import usage_overlaps
from pricing.storage.import_lock import Lock
from pricing.storage.schema import usage_conflict, usage_overlap, usage_record, usage_rejected
from pricing.storage.usage_comparison import COMPARED_AT_ONCE, Batch, Known, Written, compare
from pricing.storage.usage_overlaps import FoundOverlaps, Member
from pricing.usage import Row, UsageRecord, content_of

COPIED_AT_ONCE = 10_000
"""Rows that a transaction's own table holds in memory."""
_RECORD = UsageRecord._fields
_CONTENT = content_of(_RECORD)
_ROW = (*_RECORD, "line")
_COPIED = ("attempt", *_ROW)
_INCOMING = "incoming_usage"


class PostgresqlUsageWriter:
    """Writes the rows of one import; the turn's transaction holds them all."""

    def __init__(self, turn: Lock) -> None:
        self._connection, self._tenant = turn.connection, turn.tenant
        self._expect_new = True

    def close(self) -> None:
        """Nothing: the table of its own ends with the transaction."""

    async def prepare(self, now: int) -> None:
        """Make the table that rows are copied into. No import that died has left anything."""
        await self._connection.exec_driver_sql(_CREATE_INCOMING)
        await self._connection.exec_driver_sql(_FIRST_ATTEMPTS)

    async def write(self, import_id: int, batch: Batch, now: int) -> Written:
        """Write some rows: all at once while none is known, else after comparing them."""
        await self._insert(
            _INSERT_REJECTED, ((self._tenant, import_id, *rejected) for rejected in batch.rejected)
        )
        if self._expect_new and await self._inserted_all(import_id, batch.records):
            return Written(batch.records)
        written = Written([])
        for start in range(0, len(batch.records), COMPARED_AT_ONCE):
            await self._compare(import_id, batch.records[start : start + COMPARED_AT_ONCE], written)
        self._expect_new = len(written.inserted) == len(batch.records)
        return written

    async def note_overlaps(self, import_id: int, span: tuple[int, int], now: int) -> FoundOverlaps:
        """List and sum the records that may be calls known under other ids; all lie within `span`."""
        values = usage_overlaps.values(self._tenant, import_id, span)
        rows = await self._connection.execute(_SELECT_CANDIDATES, values)
        found = FoundOverlaps()
        for group in usage_overlaps.groups(rows, import_id):
            found.add(group, import_id)
            await self._insert(_INSERT_OVERLAP, ((self._tenant, *member) for member in group))
        return found

    async def _inserted_all(self, import_id: int, records: Sequence[Row]) -> bool:
        """The quick way, for records that are all new; leaves nothing behind when one is not."""
        try:
            async with self._connection.begin_nested():
                await self._insert_records(import_id, records, _ROW)
        except IntegrityError:
            return False
        return True

    async def _compare(self, import_id: int, rows: Sequence[Row], written: Written) -> None:
        compared = compare(rows, await self._known([row[0] for row in rows]))
        if compared.new:
            new = ((attempt, *row) for attempt, row in compared.new)
            await self._insert_records(import_id, new, _COPIED)
        key = (self._tenant, import_id)
        conflicts = ((*key, row[-1], row[0], *content_of(row)) for row in compared.conflicts)
        await self._insert(_INSERT_CONFLICT, conflicts)
        compared.add_to(written)

    async def _known(self, usage_ids: list[str]) -> dict[str, Known]:
        """What is stored under these ids, the newest attempt of each; own rows count as in force."""
        withdrawn = set((await self._connection.exec_driver_sql(_WITHDRAWN, (self._tenant,))).scalars())
        rows: Any = await self._connection.exec_driver_sql(_SELECT_KNOWN, (self._tenant, usage_ids))
        return {row[0]: Known(row[1], row[2] not in withdrawn, tuple(row[3:])) for row in rows}

    async def _insert_records(self, import_id: int, rows: Iterable[Row], columns: Sequence[str]) -> None:
        """First attempts, unless the rows say which."""
        driver: Any = (await self._connection.get_raw_connection()).driver_connection
        await self._connection.exec_driver_sql(f"TRUNCATE {_INCOMING}")
        await driver.copy_records_to_table(_INCOMING, records=rows, columns=columns)
        await self._connection.exec_driver_sql(_INSERT_RECORDS, (self._tenant, import_id))

    async def _insert(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        given = list(rows)
        if given:
            await self._connection.exec_driver_sql(statement, given)


def _insert_into(table: str, columns: Sequence[str], ending: str = "") -> str:
    marks = ", ".join(f"${number}" for number in range(1, len(columns) + 1))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) {ending}"  # noqa: S608


_CREATE_INCOMING = (
    f"CREATE TEMPORARY TABLE {_INCOMING} ON COMMIT DROP AS "  # noqa: S608  # the names are ours
    f"SELECT {', '.join(_COPIED)} FROM {usage_record.name} WITH NO DATA"
)
_FIRST_ATTEMPTS = f"ALTER TABLE {_INCOMING} ALTER attempt SET DEFAULT 0"
_INSERT_RECORDS = (
    f"INSERT INTO {usage_record.name} (tenant, import_id, {', '.join(_COPIED)}) "  # noqa: S608
    f"SELECT $1, $2, {', '.join(_COPIED)} FROM {_INCOMING}"
)
_SELECT_KNOWN = (
    f"SELECT usage_id, attempt, import_id, {', '.join(_CONTENT)} FROM {usage_record.name} "  # noqa: S608
    "WHERE tenant = $1 AND usage_id = ANY($2) ORDER BY attempt"
)
_WITHDRAWN = "SELECT import_id FROM withdrawn_import WHERE tenant = $1"
_SELECT_CANDIDATES = text(usage_overlaps.select_candidates("postgresql"))
_INSERT_OVERLAP = _insert_into(usage_overlap.name, ("tenant", *Member._fields), "ON CONFLICT DO NOTHING")
_INSERT_CONFLICT = _insert_into(usage_conflict.name, ("tenant", "import_id", "line", "usage_id", *_CONTENT))
_INSERT_REJECTED = _insert_into(usage_rejected.name, ("tenant", "import_id", "line", "reason", "detail"))
