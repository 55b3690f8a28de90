"""Usage records in force, and what was set aside beside them: conflicts and suspected overlaps."""

from collections.abc import AsyncIterator
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.dial_out_policy import DialOut
from pricing.storage.schema import (
    imports_in_force,
    usage_conflict,
    usage_overlap,
    usage_record,
    usage_rejected,
)
from pricing.usage import Draws, NumberKind, UsageRecord

RECORD_COLUMNS = tuple(usage_record.c[name] for name in UsageRecord._fields)
"""The record's fields as the table holds them, in the record's order."""
ROWS_AT_A_TIME = 1_000
"""Waiting for each row would take longer than reading it."""


class Conflict(NamedTuple):
    """A row with the id of a record in force and other content: shown, never counted."""

    import_id: int
    line: int
    usage_id: str
    started_at: int
    duration_seconds: int
    call_type: str
    charge_micro_units: int
    fee_micro_units: int
    currency: str
    capability: str


class Overlaps(NamedTuple):
    """Records that may count a call a second time: kept and counted, and told."""

    calls: int
    """Beyond the first record of each call."""
    charge_micro_units: int
    currency: str


async def between(
    connection: AsyncConnection, tenant: str, start: int | None, end: int | None
) -> AsyncIterator[UsageRecord]:
    """Records in force that started from `start` (included) to `end` (not), by start and then id."""
    in_force = imports_in_force().subquery()
    same_import = (in_force.c.tenant == usage_record.c.tenant) & (
        in_force.c.import_id == usage_record.c.import_id
    )
    statement = (
        select(*RECORD_COLUMNS)
        .select_from(usage_record.join(in_force, same_import))
        .where(usage_record.c.tenant == tenant)
        .order_by(usage_record.c.started_at, usage_record.c.usage_id)
    )
    if start is not None:
        statement = statement.where(usage_record.c.started_at >= start)
    if end is not None:
        statement = statement.where(usage_record.c.started_at < end)
    async for rows in (await connection.stream(statement)).partitions(ROWS_AT_A_TIME):
        for row in rows:
            yield UsageRecord(*row)


async def conflicts(connection: AsyncConnection, tenant: str) -> list[Conflict]:
    """Rows kept aside by imports in force, in the order of their arrival."""
    in_force = imports_in_force().subquery()
    same_import = (in_force.c.tenant == usage_conflict.c.tenant) & (
        in_force.c.import_id == usage_conflict.c.import_id
    )
    columns = [usage_conflict.c[name] for name in Conflict._fields]
    statement = (
        select(*columns)
        .select_from(usage_conflict.join(in_force, same_import))
        .where(usage_conflict.c.tenant == tenant)
        .order_by(usage_conflict.c.import_id, usage_conflict.c.line)
    )
    return [Conflict(*row) for row in await connection.execute(statement)]


async def overlaps(connection: AsyncConnection, tenant: str) -> list[Overlaps]:
    """Per currency, how many records in force may count a call again, and their charges."""
    return [Overlaps(*row) for row in await connection.execute(_overlaps(), {"tenant": tenant})]


@cache
def _overlaps() -> Select[Any]:
    in_force = imports_in_force().subquery()
    table = usage_overlap.c
    call = (
        table.call_id,
        table.started_at,
        table.duration_seconds,
        table.call_type,
        table.charge_micro_units,
        table.currency,
    )
    same_import = (in_force.c.tenant == table.tenant) & (in_force.c.import_id == table.import_id)
    again = func.count() - 1
    groups = (
        select(table.currency, again.label("calls"), (again * table.charge_micro_units).label("charge"))
        .select_from(usage_overlap.join(in_force, same_import))
        .where(table.tenant == bindparam("tenant"))
        .group_by(*call)
        .having(func.count() > 1)
        .subquery()
    )
    return (
        select(func.sum(groups.c.calls), func.sum(groups.c.charge), groups.c.currency)
        .group_by(groups.c.currency)
        .order_by(groups.c.currency)
    )


class Rejection(NamedTuple):
    """A row that could not be used."""

    line: int
    reason: str
    """A code."""
    detail: str
    """The sentence for a person."""


async def rejections(connection: AsyncConnection, tenant: str, import_id: int) -> AsyncIterator[Rejection]:
    """An import's rejected rows in the order of their lines."""
    columns = [usage_rejected.c[name] for name in Rejection._fields]
    statement = (
        select(*columns)
        .where(usage_rejected.c.tenant == tenant, usage_rejected.c.import_id == import_id)
        .order_by(usage_rejected.c.line)
    )
    async for row in await connection.stream(statement):
        yield Rejection(*row)


async def dial_out_by_country(
    connection: AsyncConnection, tenant: str, start: int, end: int
) -> list[DialOut]:
    """Counted calls out of meetings that started from `start` (included) to `end` (not), by countries."""
    in_force = imports_in_force().subquery()
    record = usage_record.c
    same_import = (in_force.c.tenant == record.tenant) & (in_force.c.import_id == record.import_id)
    keys = (record.user_country, record.country, record.currency)
    sums = (record.duration_seconds, record.charge_micro_units, record.fee_micro_units)
    statement = (
        select(*keys, func.count(), *(func.sum(one) for one in sums))
        .select_from(usage_record.join(in_force, same_import))
        .where(record.tenant == tenant, record.started_at >= start, record.started_at < end)
        .where(record.number_kind == NumberKind.DIAL_OUT.value, record.draws == Draws.COUNTED.value)
        .group_by(*keys)
        .order_by(*keys)
    )
    return [DialOut(*row) for row in await connection.execute(statement)]
