"""What each organiser's calls cost in a period, by the records themselves while these are few enough.

Read from the records, a period may be of any days and the calls of some countries only. Where that would take
long, the totals by month stand in, for whole months and all countries.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.period import Period
from pricing.storage import usage_totals
from pricing.storage.schema import imports_in_force, usage_record
from pricing.usage import Draws
from pricing.usage_summary import Metering, Spent, whole_months

MOST_CALLS = 100_000
"""Of both periods together; reading so many takes a third of a second."""


class OrganiserSpent(NamedTuple):
    """Counted calls of one user in one currency."""

    currency: str
    user_principal_name: str
    spent: Spent


class Kinds(NamedTuple):
    """Which calls are asked for; empty or None for all."""

    number_kind: str | None = None
    countries: Collection[str] = ()


async def of_records(
    connection: AsyncConnection, tenant: str, period: Period, kinds: Kinds, metering: Metering
) -> list[OrganiserSpent]:
    """By the records that started on the days of the period, UTC."""
    in_force = imports_in_force().subquery()
    record = usage_record.c
    same_import = (in_force.c.tenant == record.tenant) & (in_force.c.import_id == record.import_id)
    step = metering.step_seconds
    steps = (record.duration_seconds + (step - 1)) // step
    keys = (record.currency, record.user_principal_name)
    sums = (steps, record.charge_micro_units, record.fee_micro_units)
    statement = (
        select(*keys, func.count(), *(func.sum(one) for one in sums))
        .select_from(usage_record.join(in_force, same_import))
        .where(record.tenant == tenant, record.draws == Draws.COUNTED.value)
        .where(record.started_at >= _midnight(period.first))
        .where(record.started_at < _midnight(period.last + timedelta(days=1)))
        .group_by(*keys)
        .order_by(*keys)
    )
    if kinds.number_kind:
        statement = statement.where(record.number_kind == kinds.number_kind)
    if kinds.countries:
        statement = statement.where(record.country.in_(sorted(kinds.countries)))
    return [
        OrganiserSpent(currency, user, Spent(calls, int(count) * step, metering.spend(int(charge), int(fee))))
        for currency, user, calls, count, charge, fee in await connection.execute(statement)
    ]


async def of_months(
    connection: AsyncConnection, tenant: str, period: Period, kinds: Kinds, metering: Metering
) -> list[OrganiserSpent] | None:
    """By the totals of whole months, with talked for billed time; None where these do not tell."""
    if kinds.countries or not whole_months(period):
        return None
    months = (f"{period.first:%Y-%m}", f"{period.last:%Y-%m}")
    found: dict[tuple[str, str], Spent] = {}
    for one in await usage_totals.by_organiser(connection, tenant, *months):
        if one.draws == Draws.COUNTED and kinds.number_kind in (None, one.number_kind):
            amount = metering.spend(one.charge_micro_units, one.fee_micro_units)
            key = (one.currency, one.user_principal_name)
            found[key] = found.get(key, Spent()) + Spent(one.calls, one.duration_seconds, amount)
    return [OrganiserSpent(*key, spent) for key, spent in found.items()]


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())
