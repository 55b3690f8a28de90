"""Running totals of usage: balances and monthly spend are summed from them, without reading the records."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Dialect, Insert, Select, Table, bindparam, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.storage.schema import charge_total, imports_in_force, organiser_total, usage_total


class DayTotal(NamedTuple):
    """Calls of one UTC day that agree in all of the first six fields, over all imports in force."""

    day: str
    """ISO date of the calls' start."""
    currency: str
    draws: str
    """A value of `usage.Draws`."""
    call_type: str
    number_kind: str
    country: str
    calls: int
    nonzero_charge_calls: int
    """With a charge."""
    nonzero_total_calls: int
    """With a charge or a connection fee."""
    duration_seconds: int
    billed_steps_6: int
    """Started steps of 6 seconds."""
    billed_steps_60: int
    charge_micro_units: int
    fee_micro_units: int


class OrganiserTotal(NamedTuple):
    """Calls of one UTC month and user, over all imports in force."""

    month: str
    """ISO, such as 2026-10."""
    currency: str
    draws: str
    call_type: str
    number_kind: str
    user_principal_name: str
    calls: int
    duration_seconds: int
    charge_micro_units: int
    fee_micro_units: int


class DayCharges(NamedTuple):
    """What the calls of one UTC day cost, for the ledger."""

    day: str
    currency: str
    draws: str
    nonzero_charge_calls: int
    nonzero_total_calls: int
    charge_micro_units: int
    fee_micro_units: int


async def daily(
    connection: AsyncConnection, tenant: str, first: date | None = None, last: date | None = None
) -> list[DayTotal]:
    """Totals per day and kind of call, oldest day first; both days are included."""
    statement = _summed(usage_total, DayTotal._fields[:6], DayTotal._fields[6:])
    rows = await connection.execute(statement, _values(tenant, _text(first), _text(last)))
    return [DayTotal(*row) for row in rows]


async def charges_by_day(
    connection: AsyncConnection, tenant: str, first: date | None = None, last: date | None = None
) -> list[DayCharges]:
    """Charges and fees per day, oldest day first; both days are included."""
    statement = _summed(charge_total, DayCharges._fields[:3], DayCharges._fields[3:])
    rows = await connection.execute(statement, _values(tenant, _text(first), _text(last)))
    return [DayCharges(*row) for row in rows]


async def by_organiser(
    connection: AsyncConnection, tenant: str, first_month: str, last_month: str
) -> list[OrganiserTotal]:
    """Totals per month and user; both months are included."""
    statement = _summed(organiser_total, OrganiserTotal._fields[:6], OrganiserTotal._fields[6:])
    rows = await connection.execute(statement, _values(tenant, first_month, last_month))
    return [OrganiserTotal(*row) for row in rows]


async def add(
    connection: AsyncConnection,
    tenant: str,
    import_id: int,
    days: Iterable[Mapping[str, Any]],
    organisers: Iterable[Mapping[str, Any]],
) -> None:
    """Write an import's own totals: fields of DayTotal and of OrganiserTotal."""
    key = {"tenant": tenant, "import_id": import_id}
    for table, totals in ((usage_total, days), (organiser_total, organisers)):
        names = [column.name for column in table.columns]
        rows = [tuple(row[name] for name in names) for row in ({**key, **total} for total in totals)]
        if rows:
            # Plain tuples: there are thousands, and dictionaries take far longer.
            await connection.exec_driver_sql(_inserting(table, connection.dialect), rows)
    await connection.execute(_charges_of_an_import(), {"of": tenant, "by": import_id})


@cache
def _inserting(table: Table, dialect: Dialect) -> str:
    return str(table.insert().compile(dialect=dialect))


@cache
def _charges_of_an_import() -> Insert:
    """Its charges per day, summed from its totals per day and kind."""
    names = [column.name for column in charge_total.columns]
    keys = [usage_total.c[name] for name in names if name not in DayCharges._fields[3:]]
    sums = [func.sum(usage_total.c[name]) for name in DayCharges._fields[3:]]
    own = (usage_total.c.tenant == bindparam("of")) & (usage_total.c.import_id == bindparam("by"))
    return insert(charge_total).from_select(names, select(*keys, *sums).where(own).group_by(*keys))


@cache
def _summed(table: Table, keys: tuple[str, ...], sums: tuple[str, ...]) -> Select[Any]:
    """Sums over the imports in force, from a first to a last value of the first key.

    Built once: building it takes longer than running it.
    """
    in_force = imports_in_force().subquery()
    columns = [table.c[key] for key in keys]
    totals = [func.sum(table.c[name]) for name in sums]
    same_import = (in_force.c.tenant == table.c.tenant) & (in_force.c.import_id == table.c.import_id)
    return (
        select(*columns, *totals)
        .select_from(table.join(in_force, same_import))
        .where(table.c.tenant == bindparam("tenant"))
        .where(columns[0].between(bindparam("first"), bindparam("last")))
        .group_by(*columns)
        .order_by(*columns)
    )


def _values(tenant: str, first: str | None, last: str | None) -> dict[str, str]:
    """An open end lies beyond every ISO date."""
    return {"tenant": tenant, "first": first or "0000", "last": last or "9999-99"}


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
