"""What an organisation's own calls of the last weeks were charged, per way to call and country."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.metering import billed_seconds
from pricing.period import Period
from pricing.phone_numbers import parse
from pricing.rate_answer import OBSERVED_DAYS, Observed
from pricing.storage.schema import imports_in_force, usage_record, usage_total
from pricing.usage import Draws, NumberKind
from pricing.usage_summary import Metering

MOST_RECORDS = 20_000
"""How many of the newest records are looked through for one answer, however many there are."""
NUMBERS_KEPT = 4096
"""Numbers whose kind of line is remembered: to find it takes longer than to read the record."""
_SHOWN = (
    "destination_number", "country", "currency", "started_at",
    "duration_seconds", "charge_micro_units", "fee_micro_units",
)  # fmt: skip
_LOOKED_AT = ("tenant", "import_id", "number_kind", "draws")
_LINES = ("landline", "mobile")
_COUNTRIES: BindParameter[Any] = bindparam("countries", expanding=True)


async def observed(
    connection: AsyncConnection,
    tenant: str,
    period: Period,
    metering: Metering,
    wanted: Collection[tuple[str, str]] | None = None,
) -> list[Observed]:
    """Observations of a period, dial-out by kind of line.

    `wanted` are pairs of way to call and country; None stands for all.
    """
    dial_in, dial_out = (_countries(wanted, outwards) for outwards in (False, True))
    found = await _dial_in(connection, tenant, dial_in, period, metering)
    return found + await _dial_out(connection, tenant, dial_out, period, metering)


def last_days(today: date) -> Period:
    """The days that may be observed."""
    return Period(today - timedelta(days=OBSERVED_DAYS), today)


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())


def _countries(wanted: Collection[tuple[str, str]] | None, outwards: bool) -> tuple[str, ...] | None:
    if wanted is None:
        return None
    return tuple(sorted({country for way, country in wanted if (way == NumberKind.DIAL_OUT) is outwards}))


async def _dial_in(
    connection: AsyncConnection,
    tenant: str,
    countries: tuple[str, ...] | None,
    period: Period,
    metering: Metering,
) -> list[Observed]:
    """From the running totals."""
    if countries == ():
        return []
    given = {
        "tenant": tenant,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "countries": countries,
    }
    statement = _totals(metering.step_seconds, countries is not None)
    return [_of_totals(row, metering) for row in await connection.execute(statement, given)]


@cache
def _totals(step_seconds: int, of_countries: bool) -> Select[Any]:
    """Built once: building it takes longer than running it."""
    in_force = imports_in_force().subquery()
    table = usage_total.c
    keys = (table.number_kind, table.country, table.currency)
    steps = table.billed_steps_6 if step_seconds == 6 else table.billed_steps_60
    sums = (table.calls, steps, table.charge_micro_units, table.fee_micro_units)
    statement = (
        select(*keys, *(func.sum(one) for one in sums), func.min(table.day), func.max(table.day))
        .join(in_force, _same_import(usage_total.c, in_force.c))
        .where(table.tenant == bindparam("tenant"), table.draws == Draws.COUNTED)
        .where(table.day >= bindparam("first"), table.day <= bindparam("last"))
        .where(table.number_kind.in_((NumberKind.TOLL, NumberKind.TOLL_FREE)))
        .group_by(*keys)
    )
    return statement.where(table.country.in_(_COUNTRIES)) if of_countries else statement


def _of_totals(row: Sequence[Any], metering: Metering) -> Observed:
    kind, country, currency, calls, steps, charge, fee, first_day, last_day = row
    return Observed(
        call_type=kind,
        country=country,
        line_type=None,
        calls=int(calls),
        billed_seconds=int(steps) * metering.step_seconds,
        charge_micro_units=_without_fee(int(charge), int(fee), metering),
        fees_micro_units=int(fee),
        currency=currency,
        first_day=date.fromisoformat(first_day),
        last_day=date.fromisoformat(last_day),
    )


async def _dial_out(
    connection: AsyncConnection,
    tenant: str,
    countries: tuple[str, ...] | None,
    period: Period,
    metering: Metering,
) -> list[Observed]:
    """From the newest records, whose numbers tell the kind of line."""
    if countries == ():
        return []
    given = {
        "tenant": tenant,
        "start": _midnight(period.first),
        "end": _midnight(period.last + timedelta(days=1)),
        "countries": countries,
    }
    rows = await connection.execute(_records(countries is not None), given)
    found: dict[tuple[str, str, str], _Sum] = {}
    for number, country, currency, started_at, *amounts in rows:
        line_type = _line_type(number)
        if line_type:
            key = (country, line_type, currency)
            found.setdefault(key, _Sum(metering)).add(started_at, *amounts)
    return [total.observed(*key) for key, total in found.items()]


@cache
def _records(of_countries: bool) -> Select[Any]:
    """Built once, as the totals' is."""
    in_force = imports_in_force().subquery()
    newest = (
        select(*(usage_record.c[name] for name in (*_SHOWN, *_LOOKED_AT)))
        .where(usage_record.c.tenant == bindparam("tenant"), usage_record.c.started_at >= bindparam("start"))
        .where(usage_record.c.started_at < bindparam("end"))
        .order_by(usage_record.c.started_at.desc())
        .limit(MOST_RECORDS)
        .subquery()
    )
    table = newest.c
    statement = (
        select(*(table[name] for name in _SHOWN))
        .join(in_force, _same_import(table, in_force.c))
        .where(table.number_kind == NumberKind.DIAL_OUT, table.draws == Draws.COUNTED)
    )
    return statement.where(table.country.in_(_COUNTRIES)) if of_countries else statement


class _Sum:
    """Calls of one kind, added up."""

    def __init__(self, metering: Metering) -> None:
        self._metering = metering
        self._calls = self._seconds = self._charge = self._fee = 0
        self._starts: list[int] = []

    def add(self, started_at: int, duration_seconds: int, charge: int, fee: int) -> None:
        """One call."""
        self._calls += 1
        self._seconds += billed_seconds(duration_seconds, self._metering.step_seconds)
        self._charge += _without_fee(charge, fee, self._metering)
        self._fee += fee
        self._starts.append(started_at)

    def observed(self, country: str, line_type: str, currency: str) -> Observed:
        """All of them."""
        first, last = (
            datetime.fromtimestamp(one, UTC).date() for one in (min(self._starts), max(self._starts))
        )
        figures = (self._calls, self._seconds, self._charge, self._fee)
        return Observed(NumberKind.DIAL_OUT, country, line_type, *figures, currency, first, last)


def _without_fee(charge: int, fee: int, metering: Metering) -> int:
    return charge - fee if metering.charge_includes_fee else charge


@lru_cache(NUMBERS_KEPT)
def _line_type(number: str) -> str | None:
    parsed = parse(number, None)
    return parsed.line_type if parsed and parsed.line_type in _LINES else None


def _same_import(one: Any, other: Any) -> ColumnElement[bool]:
    same: ColumnElement[bool] = (other.tenant == one.tenant) & (other.import_id == one.import_id)
    return same
