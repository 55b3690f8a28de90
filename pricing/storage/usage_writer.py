"""The bulk writer of usage records on SQLite: a connection of its own, some ten thousand rows a commit.

Rows of an import that is not published are invisible, so each commit may hold a part. The importer's turn is
renewed within each commit, so that whoever lost it writes nothing more.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from pricing.errors import ImportRefused
from pricing.storage import usage_overlaps
from pricing.storage.database import connect_sqlite
from pricing.storage.import_turn import LEASE_SECONDS, LOST_TURN
from pricing.storage.schema import usage_conflict, usage_overlap, usage_record, usage_rejected
from pricing.usage import Fields, UsageRecord, content_of

COMPARED_AT_ONCE = 5_000
"""Records whose stored namesakes are held in memory."""
CACHE_KIBIBYTES = 64 * 1024
"""Keeps the tree of ids in memory while a large file is written."""


class Rejected(NamedTuple):
    """A row that could not be used."""

    line: int
    reason: str
    detail: str


@dataclass
class Batch:
    """The rows of one commit."""

    lines: list[int] = field(default_factory=list)
    """Of each record, where it stood."""
    records: list[Fields] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def __len__(self) -> int:
        """Rows that were read."""
        return len(self.records) + len(self.rejected)


@dataclass
class Written:
    """What became of the records of one commit."""

    inserted: list[Fields]
    duplicate: int = 0
    conflict: int = 0


class _Known(NamedTuple):
    attempt: int
    in_force: bool
    content: tuple[object, ...]


_KEY = ("tenant", "attempt", "import_id", "line")
_RECORD = UsageRecord._fields
_CONTENT = content_of(_RECORD)


class SqliteUsageWriter:
    """Writes the rows of one import. Its methods block: call them from a thread, one at a time."""

    def __init__(self, file: Path, tenant: str, holder: str) -> None:
        self._connection = connect_sqlite(file)
        self._connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        self._tenant = tenant
        self._holder = holder
        self._expect_new = True

    def close(self) -> None:
        """Close the connection; what was not committed is gone."""
        self._connection.close()

    def write(self, import_id: int, batch: Batch, now: int) -> Written:
        """Write some rows in one commit. Raises ImportRefused when the turn was lost."""
        with self.turn(now):
            self._insert_rejected(import_id, batch.rejected)
            if self._expect_new and self._inserted_all(import_id, batch):
                return Written(batch.records)
            written = Written([])
            for start in range(0, len(batch.records), COMPARED_AT_ONCE):
                part = slice(start, start + COMPARED_AT_ONCE)
                self._compare(import_id, batch.lines[part], batch.records[part], written)
        self._expect_new = len(written.inserted) == len(batch.records)
        return written

    def clear(self, import_id: int, most: int, now: int) -> bool:
        """Remove some rows of an import that died; False when none are left."""
        removed = 0
        with self.turn(now) as connection:
            for table in (usage_record, usage_conflict, usage_rejected, usage_overlap):
                removed += connection.execute(
                    f"DELETE FROM {table.name} WHERE rowid IN (SELECT rowid FROM {table.name} "  # noqa: S608
                    "WHERE tenant = ? AND import_id = ? LIMIT ?)",
                    (self._tenant, import_id, most),
                ).rowcount
        return removed > 0

    def has_overlaps(self, import_id: int, span: tuple[int, int]) -> bool:
        """Whether records of this import, which lie within `span`, may be calls known under other ids."""
        return usage_overlaps.any_(self._connection, self._tenant, import_id, span)

    @contextmanager
    def turn(self, now: int) -> Iterator[sqlite3.Connection]:
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
            (now + LEASE_SECONDS, self._tenant, self._holder),
        )
        if renewed.rowcount != 1:
            raise ImportRefused(LOST_TURN)

    def _insert(self, import_id: int, rows: Iterable[tuple[int, int, Fields]]) -> None:
        """Records with their attempt and line."""
        tenant = self._tenant
        self._connection.executemany(
            _INSERT_RECORD, ((tenant, attempt, import_id, line, *fields) for attempt, line, fields in rows)
        )

    def _inserted_all(self, import_id: int, batch: Batch) -> bool:
        """The quick way, for records that are all new; leaves nothing behind when one is not."""
        before = self._connection.total_changes
        self._connection.execute("SAVEPOINT quick")
        self._insert(import_id, zip(repeat(0), batch.lines, batch.records, strict=False))
        if self._connection.total_changes - before == len(batch.records):
            return True
        self._connection.execute("ROLLBACK TO quick")
        return False

    def _compare(
        self, import_id: int, lines: Sequence[int], records: Sequence[Fields], written: Written
    ) -> None:
        """Compare each record with what is known under its id, earlier rows of this file included."""
        known = self._known([fields[0] for fields in records])
        new: list[tuple[int, int, Fields]] = []
        conflicts: list[tuple[int, Fields]] = []
        for line, fields in zip(lines, records, strict=True):
            earlier = known.get(fields[0])
            if earlier is None or not earlier.in_force:
                attempt = 0 if earlier is None else earlier.attempt + 1
                known[fields[0]] = _Known(attempt, True, content_of(fields))
                new.append((attempt, line, fields))
            elif earlier.content != content_of(fields):
                conflicts.append((line, fields))
        self._insert(import_id, new)
        self._insert_conflicts(import_id, conflicts)
        written.inserted.extend(fields for _, _, fields in new)
        written.conflict += len(conflicts)
        written.duplicate += len(records) - len(new) - len(conflicts)

    def _known(self, usage_ids: Sequence[str]) -> dict[str, _Known]:
        """What is stored under these ids, the newest attempt of each; own rows count as in force."""
        withdrawn = {
            row[0]
            for row in self._connection.execute(
                "SELECT import_id FROM withdrawn_import WHERE tenant = ?", (self._tenant,)
            )
        }
        found = self._connection.execute(_SELECT_KNOWN, (self._tenant, json.dumps(usage_ids)))
        return {
            usage_id: _Known(attempt, owner not in withdrawn, tuple(content))
            for usage_id, attempt, owner, *content in found
        }

    def _insert_conflicts(self, import_id: int, rows: Iterable[tuple[int, Fields]]) -> None:
        self._connection.executemany(
            _INSERT_CONFLICT,
            ((self._tenant, import_id, line, fields[0], *content_of(fields)) for line, fields in rows),
        )

    def _insert_rejected(self, import_id: int, rows: Iterable[Rejected]) -> None:
        self._connection.executemany(_INSERT_REJECTED, ((self._tenant, import_id, *row) for row in rows))


def _insert_into(table: str, columns: Sequence[str], ending: str = "") -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) {ending}"  # noqa: S608


_INSERT_RECORD = _insert_into(usage_record.name, (*_KEY, *_RECORD), "ON CONFLICT DO NOTHING")
_INSERT_CONFLICT = _insert_into(usage_conflict.name, ("tenant", "import_id", "line", "usage_id", *_CONTENT))
_INSERT_REJECTED = _insert_into(usage_rejected.name, ("tenant", "import_id", "line", "reason", "detail"))
_SELECT_KNOWN = (
    f"SELECT r.usage_id, r.attempt, r.import_id, {', '.join(f'r.{name}' for name in _CONTENT)} "  # noqa: S608
    f"FROM {usage_record.name} r WHERE r.tenant = ? AND r.usage_id IN (SELECT value FROM json_each(?)) "
    "ORDER BY r.attempt"
)
