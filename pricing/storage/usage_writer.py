"""The bulk writer of usage records on SQLite: a connection of its own, some ten thousand rows a commit.

Rows of an import that is not published are invisible, so each commit may hold a part. The importer's turn is
renewed within each commit, so that whoever lost it writes nothing more.
"""

import json
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain

from pricing.errors import ImportRefused
from pricing.storage import import_journal, usage_overlaps
from pricing.storage.database import Database, connect_sqlite
from pricing.storage.import_turn import LEASE_SECONDS, LOST_TURN, Lease
from pricing.storage.schema import usage_conflict, usage_overlap, usage_record, usage_rejected
from pricing.storage.threads import to_its_end
from pricing.storage.usage_comparison import COMPARED_AT_ONCE, Batch, Known, Rejected, Written, compare
from pricing.storage.usage_overlaps import FoundOverlaps, Member
from pricing.usage import Row, UsageRecord, content_of

INSERTED_AT_ONCE = 1_000
CLEARED_AT_ONCE = 50_000
CACHE_KIBIBYTES = 64 * 1024
"""Keeps the tree of ids in memory while a large file is written."""


_KEY = ("tenant", "import_id", "attempt")
_RECORD = UsageRecord._fields
_ROW = (*_RECORD, "line")
_CONTENT = content_of(_RECORD)


class SqliteUsageWriter:
    """Writes the rows of one import, each part in a commit of its own, in a thread."""

    def __init__(self, database: Database, turn: Lease, rest: Callable[[], Awaitable[None]]) -> None:
        """`rest` stands between commits: without it readers starve."""
        assert database.file is not None  # noqa: S101  # the caller has looked
        self._connection = connect_sqlite(database.file)
        self._connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        self._database, self._turn, self._tenant = database, turn, turn.tenant
        self._rest = rest
        [self._literal_tenant] = self._connection.execute("SELECT quote(?)", (turn.tenant,)).fetchone()
        self._commits = 0
        self._expect_new = True

    def close(self) -> None:
        """Close the connection; what was not committed is gone."""
        self._connection.close()

    async def prepare(self, now: int) -> None:
        """Remove the rows of imports that died before they were published."""
        async with self._database.reading(self._tenant) as connection:
            dead = await import_journal.unpublished(connection, self._tenant)
        for import_id in dead:
            while await to_its_end(self._clear, import_id, now):
                await self._rest()
            async with self._turn.writing() as connection:
                await import_journal.abandon(connection, self._tenant, import_id, now)

    async def write(self, import_id: int, batch: Batch, now: int) -> Written:
        """Write some rows in one commit. Raises ImportRefused when the turn was lost."""
        if self._commits:
            await self._rest()
        self._commits += 1
        async with self._database.alone():
            return await to_its_end(self._write, import_id, batch, now)

    async def note_overlaps(self, import_id: int, span: tuple[int, int], now: int) -> FoundOverlaps:
        """List and sum the records that may be calls known under other ids; all lie within `span`."""
        async with self._database.alone():
            return await to_its_end(self._note_overlaps, import_id, span, now)

    def _write(self, import_id: int, batch: Batch, now: int) -> Written:
        with self._commit(now):
            self._insert_rejected(import_id, batch.rejected)
            if self._expect_new and self._inserted_all(import_id, batch):
                return Written(batch.records)
            written = Written([])
            for start in range(0, len(batch.records), COMPARED_AT_ONCE):
                self._compare(import_id, batch.records[start : start + COMPARED_AT_ONCE], written)
        self._expect_new = len(written.inserted) == len(batch.records)
        return written

    def _clear(self, import_id: int, now: int) -> bool:
        """Remove some rows of an import that died; False when none are left."""
        removed = 0
        with self._commit(now) as connection:
            for table in (usage_record, usage_conflict, usage_rejected, usage_overlap):
                removed += connection.execute(
                    f"DELETE FROM {table.name} WHERE rowid IN (SELECT rowid FROM {table.name} "  # noqa: S608
                    "WHERE tenant = ? AND import_id = ? LIMIT ?)",
                    (self._tenant, import_id, CLEARED_AT_ONCE),
                ).rowcount
        return removed > 0

    def _note_overlaps(self, import_id: int, span: tuple[int, int], now: int) -> FoundOverlaps:
        found = FoundOverlaps()
        if next(self._overlaps(import_id, span), None) is None:
            return found  # mostly so, and then nothing needs to be written
        with self._commit(now) as connection:
            for group in self._overlaps(import_id, span):
                connection.executemany(_INSERT_OVERLAP, ((self._tenant, *member) for member in group))
                found.add(group, import_id)
        return found

    def _overlaps(self, import_id: int, span: tuple[int, int]) -> Iterator[list[Member]]:
        values = usage_overlaps.values(self._tenant, import_id, span)
        rows = self._connection.execute(usage_overlaps.select_candidates("sqlite"), values)
        return usage_overlaps.groups(rows, import_id)

    @contextmanager
    def _commit(self, now: int) -> Iterator[sqlite3.Connection]:
        """A transaction within the importer's turn. Raises ImportRefused when the turn was lost."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._renew_lease(now)
            yield self._connection
            self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def _renew_lease(self, now: int) -> None:
        renewed = self._connection.execute(
            "UPDATE import_lease SET expires_at = ? WHERE tenant = ? AND holder = ?",
            (now + LEASE_SECONDS, self._tenant, self._turn.holder),
        )
        if renewed.rowcount != 1:
            raise ImportRefused(LOST_TURN)

    def _insert(self, import_id: int, rows: Iterable[tuple[int, Row]]) -> None:
        """Records with their attempt."""
        key = (self._tenant, import_id)
        self._connection.executemany(_INSERT_RECORD, ((*key, attempt, *row) for attempt, row in rows))

    def _insert_many(self, import_id: int, rows: Sequence[Row]) -> None:
        """First attempts, many in a statement: while it runs, other threads may."""
        most = self._connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        count = min(INSERTED_AT_ONCE, most // len(_ROW))
        whole = len(rows) - len(rows) % count
        if whole:  # to prepare so long a statement takes longer than a small import
            self._connection.executemany(
                _insert_records(self._literal_tenant, import_id, count),
                (tuple(chain.from_iterable(rows[start : start + count])) for start in range(0, whole, count)),
            )
        self._connection.executemany(_insert_records(self._literal_tenant, import_id, 1), rows[whole:])

    def _inserted_all(self, import_id: int, batch: Batch) -> bool:
        """The quick way, for records that are all new; leaves nothing behind when one is not."""
        before = self._connection.total_changes
        self._connection.execute("SAVEPOINT quick")
        self._insert_many(import_id, batch.records)
        if self._connection.total_changes - before == len(batch.records):
            return True
        self._connection.execute("ROLLBACK TO quick")
        return False

    def _compare(self, import_id: int, records: Sequence[Row], written: Written) -> None:
        """Compare each record with what is known under its id, earlier rows of this file included."""
        compared = compare(records, self._known([row[0] for row in records]))
        self._insert(import_id, compared.new)
        self._insert_conflicts(import_id, compared.conflicts)
        compared.add_to(written)

    def _known(self, usage_ids: Sequence[str]) -> dict[str, Known]:
        """What is stored under these ids, the newest attempt of each; own rows count as in force."""
        withdrawn = {
            row[0]
            for row in self._connection.execute(
                "SELECT import_id FROM withdrawn_import WHERE tenant = ?", (self._tenant,)
            )
        }
        found = self._connection.execute(_SELECT_KNOWN, (self._tenant, json.dumps(usage_ids)))
        return {
            usage_id: Known(attempt, owner not in withdrawn, tuple(content))
            for usage_id, attempt, owner, *content in found
        }

    def _insert_conflicts(self, import_id: int, rows: Iterable[Row]) -> None:
        key = (self._tenant, import_id)
        self._connection.executemany(
            _INSERT_CONFLICT, ((*key, row[-1], row[0], *content_of(row)) for row in rows)
        )

    def _insert_rejected(self, import_id: int, rows: Iterable[Rejected]) -> None:
        self._connection.executemany(_INSERT_REJECTED, ((self._tenant, import_id, *row) for row in rows))


def _insert_into(table: str, columns: Sequence[str], ending: str = "") -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) {ending}"  # noqa: S608


@lru_cache(maxsize=8)
def _insert_records(literal_tenant: str, import_id: int, count: int) -> str:
    """So many first attempts; what all have in common is written out, as giving it takes longer."""
    names = ", ".join((*_KEY, *_ROW))
    row = f"({literal_tenant}, {import_id:d}, 0{', ?' * len(_ROW)})"
    values = ", ".join([row] * count)
    return f"INSERT INTO {usage_record.name} ({names}) VALUES {values} ON CONFLICT DO NOTHING"  # noqa: S608


_INSERT_RECORD = _insert_into(usage_record.name, (*_KEY, *_ROW), "ON CONFLICT DO NOTHING")
_INSERT_CONFLICT = _insert_into(usage_conflict.name, ("tenant", "import_id", "line", "usage_id", *_CONTENT))
_INSERT_REJECTED = _insert_into(usage_rejected.name, ("tenant", "import_id", "line", "reason", "detail"))
_INSERT_OVERLAP = _insert_into(usage_overlap.name, ("tenant", *Member._fields), "ON CONFLICT DO NOTHING")
_SELECT_KNOWN = (
    f"SELECT r.usage_id, r.attempt, r.import_id, {', '.join(f'r.{name}' for name in _CONTENT)} "  # noqa: S608
    f"FROM {usage_record.name} r WHERE r.tenant = ? AND r.usage_id IN (SELECT value FROM json_each(?)) "
    "ORDER BY r.attempt"
)
