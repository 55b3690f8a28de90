"""Ledger entries: recorded once, read back, never changed."""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.ledger_entry import Entry, EntryKind
from pricing.storage import locks
from pricing.storage.locks import Lock
from pricing.storage.schema import ledger_entry


async def record(
    connection: AsyncConnection, tenant: str, entry: Entry, client_key: str | None = None
) -> tuple[Entry, bool]:
    """Append an entry; its id is given here. Returns it as stored, and whether it is new.

    A `client_key` that the tenant has used before records nothing again: the first entry is returned.
    """
    await locks.hold(connection, Lock.LEDGER, tenant)
    if client_key is not None:
        earlier = await _read(connection, tenant, ledger_entry.c.client_key == client_key)
        if earlier:
            return earlier[0], False
    newest = select(func.coalesce(func.max(ledger_entry.c.id), 0)).where(ledger_entry.c.tenant == tenant)
    stored = replace(entry, id=(await connection.execute(newest)).scalar_one() + 1)
    await connection.execute(insert(ledger_entry).values(_values(tenant, stored, client_key)))
    return stored, True


async def load(connection: AsyncConnection, tenant: str) -> tuple[Entry, ...]:
    """All entries of a tenant, in the order in which they were recorded."""
    return await _read(connection, tenant)


async def _read(connection: AsyncConnection, tenant: str, *where: ColumnElement[bool]) -> tuple[Entry, ...]:
    query = _ENTRIES.where(ledger_entry.c.tenant == tenant, *where)
    return tuple(_entry(*row) for row in await connection.execute(query))


def _values(tenant: str, entry: Entry, client_key: str | None) -> dict[str, object]:
    return {
        "tenant": tenant,
        "id": entry.id,
        "kind": entry.kind.value,
        "instant": entry.instant,
        "amount_micro_units": entry.amount,
        "currency": entry.currency,
        "reason": entry.reason,
        "recorded_at": entry.recorded_at,
        "recorded_by": entry.recorded_by,
        "client_key": client_key,
    }


def _entry(id: int, kind: str, *rest: Any) -> Entry:
    return Entry(id, EntryKind(kind), *rest)


# In the order of an Entry's fields: to look a column up by its name takes longer than to read the row.
_ENTRIES = select(
    *ledger_entry.c[
        "id", "kind", "instant", "amount_micro_units", "currency", "reason", "recorded_at", "recorded_by"
    ]
).order_by(ledger_entry.c.id)
