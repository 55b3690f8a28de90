"""Which imports there were, and which are in force."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.errors import ImportRefused
from pricing.storage.schema import (
    imports_in_force,
    published_import,
    usage_import,
    withdrawn_import,
)


@dataclass(frozen=True)
class Counts:
    """What became of an import's rows; every row that was read is in exactly one of the four."""

    inserted: int = 0
    duplicate: int = 0
    """The id is known with the same content: skipped."""
    conflict: int = 0
    """The id is known with other content: kept aside."""
    rejected: int = 0
    """Not a usable row: told with its line and the reason."""
    overlapping: int = 0
    """Of the inserted: they may be calls that are known under another id."""
    overlap_micro_units: Mapping[str, int] = field(default_factory=dict)
    """Charges of the overlapping ones by currency."""

    @property
    def read(self) -> int:
        """Rows read."""
        return self.inserted + self.duplicate + self.conflict + self.rejected


@dataclass(frozen=True)
class ImportEntry:
    """A published import."""

    id: int
    kind: str
    """csv, zip, graph or demo."""
    file_name: str
    imported_at: int
    """Epoch seconds."""
    imported_by: str
    counts: Counts
    first_started_at: int | None
    """Start of the earliest call that it brought, epoch seconds; None when it brought none."""
    last_started_at: int | None
    withdrawn_at: int | None = None
    withdrawn_by: str | None = None
    reason: str | None = None
    """Why it was withdrawn."""


# Built once: building a statement takes longer than running it.
_NEWEST = select(func.coalesce(func.max(usage_import.c.id), 0)).where(
    usage_import.c.tenant == bindparam("tenant")
)
_IN_FORCE = imports_in_force().subquery()
_LATEST_CALL = (
    select(func.max(published_import.c.last_started_at))
    .select_from(
        published_import.join(
            _IN_FORCE,
            (_IN_FORCE.c.tenant == published_import.c.tenant)
            & (_IN_FORCE.c.import_id == published_import.c.import_id),
        )
    )
    .where(published_import.c.tenant == bindparam("tenant"))
)
_UNPUBLISHED = (
    select(usage_import.c.id)
    .select_from(
        usage_import.outerjoin(
            published_import,
            (published_import.c.tenant == usage_import.c.tenant)
            & (published_import.c.import_id == usage_import.c.id),
        )
    )
    .where(usage_import.c.tenant == bindparam("tenant"), usage_import.c.abandoned_at.is_(None))
    .where(published_import.c.import_id.is_(None))
    .order_by(usage_import.c.id)
)


async def begin(
    connection: AsyncConnection,
    tenant: str,
    *,
    kind: str,
    file_name: str,
    digest: str,
    started_at: int,
    started_by: str,
) -> int:
    """Note that an import began; its rows carry the returned id and are invisible until it is published."""
    import_id = int((await connection.execute(_NEWEST, {"tenant": tenant})).scalar_one()) + 1
    values = {
        "tenant": tenant,
        "id": import_id,
        "kind": kind,
        "file_name": file_name,
        "digest": digest,
        "started_at": started_at,
        "started_by": started_by,
    }
    await connection.execute(insert(usage_import), values)
    return import_id


async def publish(
    connection: AsyncConnection,
    tenant: str,
    import_id: int,
    counts: Counts,
    span: tuple[int, int] | None,
    published_at: int,
) -> None:
    """Make the import's rows visible; `span` holds the starts of its earliest and latest call."""
    first, last = span if span is not None else (None, None)
    values = {
        "tenant": tenant,
        "import_id": import_id,
        "published_at": published_at,
        "rows_read": counts.read,
        "rows_inserted": counts.inserted,
        "rows_duplicate": counts.duplicate,
        "rows_conflict": counts.conflict,
        "rows_rejected": counts.rejected,
        "rows_overlapping": counts.overlapping,
        "overlap_sums": json.dumps(dict(counts.overlap_micro_units)),
        "first_started_at": first,
        "last_started_at": last,
    }
    await connection.execute(insert(published_import), values)


async def withdraw(
    connection: AsyncConnection, tenant: str, import_id: int, *, reason: str, by: str, at: int
) -> None:
    """Take an import out of force; its rows may be imported again. Raises ImportRefused if it cannot be."""
    entry = next((entry for entry in await entries(connection, tenant) if entry.id == import_id), None)
    if entry is None:
        raise ImportRefused(f"there is no import {import_id}; `imports` lists those that there are")
    if entry.withdrawn_at is not None:
        raise ImportRefused(f"import {import_id} is withdrawn already")
    if not reason.strip():
        raise ImportRefused("a withdrawal needs a reason")
    values = {"withdrawn_at": at, "withdrawn_by": by, "reason": reason.strip()}
    await connection.execute(insert(withdrawn_import).values(tenant=tenant, import_id=import_id, **values))


async def entries(connection: AsyncConnection, tenant: str) -> list[ImportEntry]:
    """All published imports, withdrawn ones too, in the order of their ids."""
    begun, published, withdrawn = usage_import, published_import, withdrawn_import
    same = (published.c.tenant == begun.c.tenant) & (published.c.import_id == begun.c.id)
    taken_back = (withdrawn.c.tenant == begun.c.tenant) & (withdrawn.c.import_id == begun.c.id)
    statement = (
        select(*begun.c, *published.c, *withdrawn.c["withdrawn_at", "withdrawn_by", "reason"])
        .select_from(begun.join(published, same).outerjoin(withdrawn, taken_back))
        .where(begun.c.tenant == tenant)
        .order_by(begun.c.id)
    )
    return [_entry(row) for row in (await connection.execute(statement)).mappings()]


async def charges_through(connection: AsyncConnection, tenant: str) -> int | None:
    """Start of the latest call that imports in force brought, epoch seconds; None without any."""
    instant: int | None = (await connection.execute(_LATEST_CALL, {"tenant": tenant})).scalar_one()
    return instant


async def unpublished(connection: AsyncConnection, tenant: str) -> list[int]:
    """Imports that began and neither ended nor were cleared away."""
    return list((await connection.execute(_UNPUBLISHED, {"tenant": tenant})).scalars())


async def abandon(connection: AsyncConnection, tenant: str, import_id: int, at: int) -> None:
    """Note that a dead import's rows have been removed."""
    await connection.execute(
        update(usage_import)
        .where(usage_import.c.tenant == tenant, usage_import.c.id == import_id)
        .values(abandoned_at=at)
    )


def _entry(row: Any) -> ImportEntry:
    counts = Counts(
        inserted=row["rows_inserted"],
        duplicate=row["rows_duplicate"],
        conflict=row["rows_conflict"],
        rejected=row["rows_rejected"],
        overlapping=row["rows_overlapping"],
        overlap_micro_units=json.loads(row["overlap_sums"]),
    )
    return ImportEntry(
        id=row["id"],
        kind=row["kind"],
        file_name=row["file_name"],
        imported_at=row["published_at"],
        imported_by=row["started_by"],
        counts=counts,
        first_started_at=row["first_started_at"],
        last_started_at=row["last_started_at"],
        withdrawn_at=row["withdrawn_at"],
        withdrawn_by=row["withdrawn_by"],
        reason=row["reason"],
    )
