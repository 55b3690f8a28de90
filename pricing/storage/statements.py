"""The ledger's statement from stored entries and totals: reads sums, and single charges of few days only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.drawing import DAY_SECONDS
from pricing.ledger import Charge, DaySum, Statement, day_of, statement
from pricing.storage import import_journal, ledger_entries, usage_totals
from pricing.storage.schema import imports_in_force, usage_record
from pricing.usage import Draws


@dataclass(frozen=True)
class Reading:
    """A statement with what a person needs to judge it."""

    statement: Statement
    charges_through: int | None
    """Start of the latest call known, epoch seconds, at most the as-of instant; None without any."""
    sums: tuple[DaySum, ...]
    """What the calls of each day drew, oldest first, up to the as-of day."""
    unclassified: tuple[DaySum, ...]
    """Charges under codes that the sources do not explain, the same way: neither drawn nor dropped."""


async def read(connection: AsyncConnection, tenant: str, as_of: int, *, charge_includes_fee: bool) -> Reading:
    """The ledger at an instant, epoch seconds.

    `charge_includes_fee`: whether a charge holds its connection fee already, so that it alone is drawn.
    """
    entries = await ledger_entries.load(connection, tenant)
    totals = await usage_totals.charges_by_day(connection, tenant, last=_date(as_of))
    counted = _sums(totals, Draws.COUNTED, charge_includes_fee)
    details: dict[int, list[Charge]] = {}
    found = statement(entries, counted, details, as_of)
    while found.days_needed:
        for day in found.days_needed:
            # A query for each: one for several would read the whole history.
            details[day] = await charges_of(connection, tenant, day, charge_includes_fee=charge_includes_fee)
        found = statement(entries, counted, details, as_of)
    through = await import_journal.charges_through(connection, tenant)
    return Reading(
        found,
        None if through is None else min(through, as_of),
        tuple(counted),
        tuple(_sums(totals, Draws.UNCLASSIFIED, charge_includes_fee)),
    )


async def charges_of(
    connection: AsyncConnection, tenant: str, day: int, *, charge_includes_fee: bool
) -> list[Charge]:
    """The single charges of a UTC day (epoch seconds of its 00:00) that draw from credits."""
    values = {"tenant": tenant, "first": day, "end": day + DAY_SECONDS}
    rows = await connection.execute(_charges_within(charge_includes_fee), values)
    return [Charge(*row) for row in rows]


@cache
def _charges_within(charge_includes_fee: bool) -> Select[Any]:
    in_force = imports_in_force().subquery()
    record = usage_record.c
    same_import = (in_force.c.tenant == record.tenant) & (in_force.c.import_id == record.import_id)
    alone = record.charge_micro_units
    amount: ColumnElement[int] = alone if charge_includes_fee else alone + record.fee_micro_units
    return (
        select(record.started_at, record.usage_id, amount, record.currency)
        .select_from(usage_record.join(in_force, same_import))
        .where(record.tenant == bindparam("tenant"), record.draws == Draws.COUNTED.value)
        .where(record.started_at >= bindparam("first"), record.started_at < bindparam("end"))
    )


def _sums(totals: Iterable[usage_totals.DayCharges], draws: Draws, charge_includes_fee: bool) -> list[DaySum]:
    return [_sum(total, charge_includes_fee) for total in totals if total.draws == draws.value]


def _sum(total: usage_totals.DayCharges, charge_includes_fee: bool) -> DaySum:
    instant = datetime.fromisoformat(total.day).replace(tzinfo=UTC)
    day = day_of(int(instant.timestamp()))
    if charge_includes_fee:
        return DaySum(day, total.currency, int(total.charge_micro_units), int(total.nonzero_charge_calls))
    amount = int(total.charge_micro_units + total.fee_micro_units)
    return DaySum(day, total.currency, amount, int(total.nonzero_total_calls))


def _date(instant: int) -> date:
    return datetime.fromtimestamp(instant, UTC).date()
