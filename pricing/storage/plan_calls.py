"""Meeting calls by organiser, country and licence: what a choice of plans is computed from."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.period import Period
from pricing.plan_calls import PlanCalls
from pricing.storage.schema import imports_in_force, usage_record
from pricing.usage import Draws, NumberKind
from pricing.usage_summary import Metering


async def by_organiser(
    connection: AsyncConnection, tenant: str, periods: Iterable[Period], metering: Metering
) -> list[PlanCalls]:
    """Counted meeting calls of each period, whose first day, ISO text, is their month."""
    found: list[PlanCalls] = []
    for period in periods:
        found += await _of(connection, tenant, period, metering)
    return found


async def _of(
    connection: AsyncConnection, tenant: str, period: Period, metering: Metering
) -> list[PlanCalls]:
    in_force = imports_in_force().subquery()
    record = usage_record.c
    same_import = (in_force.c.tenant == record.tenant) & (in_force.c.import_id == record.import_id)
    keys = (
        record.user_principal_name,
        record.number_kind,
        record.country,
        record.currency,
        record.capability,
    )
    sums = (_steps(metering.step_seconds), record.charge_micro_units, record.fee_micro_units)
    start, end = _midnight(period.first), _midnight(period.last + timedelta(days=1))
    statement = (
        select(*keys, func.count(), *(func.sum(one) for one in sums))
        .select_from(usage_record.join(in_force, same_import))
        .where(record.tenant == tenant, record.started_at >= start, record.started_at < end)
        .where(record.draws == Draws.COUNTED.value)
        .where(record.number_kind != NumberKind.NO_CONFERENCE.value)
        .group_by(*keys)
        .order_by(*keys)
    )
    month = period.first.isoformat()
    return [
        PlanCalls(
            organiser, month, kind, country, currency, capability,
            calls, int(steps) * metering.step_seconds, metering.spend(int(charge), int(fee)),
        )
        for organiser, kind, country, currency, capability, calls, steps, charge, fee
        in await connection.execute(statement)
    ]  # fmt: skip


def _steps(step_seconds: int) -> ColumnElement[int]:
    """Started billing steps of a call."""
    return (usage_record.c.duration_seconds + (step_seconds - 1)) // step_seconds


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())
