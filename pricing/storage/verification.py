"""Recomputing every derived figure from the raw rows: totals, counts, classes and the ledger itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.drawing import DAY_SECONDS
from pricing.ledger import Balance, Statement
from pricing.ledger_replay import Replay
from pricing.storage import drawn_charges, ledger_entries, replaced_records, statements
from pricing.storage.schema import (
    charge_total,
    imports_in_force,
    organiser_total,
    published_import,
    usage_record,
    usage_total,
)
from pricing.usage import draws

_RECORD = usage_record.c
_CHARGE_KEYS = ("import_id", "day", "currency", "draws")
_KEPT_ONCE = "usage record counted more than once"
_REPLACED = "usage record that no import wrote"


@dataclass(frozen=True)
class Difference:
    """A stored or derived figure that the raw rows do not bear out."""

    what: str
    """Names the figure and its key."""
    stored: object
    recomputed: object


async def differences(
    connection: AsyncConnection, tenant: str, as_of: int, *, charge_includes_fee: bool
) -> list[Difference]:
    """Everything that does not agree; empty when all does."""
    found = [
        *await _of_totals(connection, tenant),
        *await _of_organisers(connection, tenant),
        *await _of_imports(connection, tenant),
        *await _of_classes(connection, tenant),
        *await _of_identities(connection, tenant),
        *await _of_places(connection, tenant),
    ]
    return [*found, *await _of_the_ledger(connection, tenant, as_of, charge_includes_fee)]


async def _of_totals(connection: AsyncConnection, tenant: str) -> list[Difference]:
    keys = ("currency", "draws", "call_type", "number_kind", "country")
    day = (_RECORD.started_at - _RECORD.started_at % DAY_SECONDS).label("day")
    query = _from_published(tenant, [_RECORD.import_id, day, *(_RECORD[key] for key in keys)], _day_sums())
    recomputed = {}
    for import_id, start, *rest in await connection.execute(query):
        recomputed[import_id, _iso(int(start)), *rest[:5]] = [int(value) for value in rest[5:]]
    stored = await _stored(connection, tenant, usage_total, ("import_id", "day", *keys))
    charges = await _stored(connection, tenant, charge_total, _CHARGE_KEYS)
    return [
        *_compared("total of import, day and kind", stored, recomputed),
        *_compared("charges of import and day", charges, _without_kinds(recomputed)),
    ]


def _without_kinds(totals: Mapping[tuple[Any, ...], list[int]]) -> dict[tuple[Any, ...], list[int]]:
    """Totals by day and kind as the totals of charges alone."""
    found: dict[tuple[Any, ...], list[int]] = {}
    for (import_id, day, currency, draws_, *_), sums in totals.items():
        total = found.setdefault((import_id, day, currency, draws_), [0] * 4)
        added = (sums[1], sums[2], sums[6], sums[7])
        total[:] = [known + value for known, value in zip(total, added, strict=True)]
    return found


async def _of_organisers(connection: AsyncConnection, tenant: str) -> list[Difference]:
    keys = ("currency", "draws", "call_type", "number_kind", "user_principal_name")
    day = (_RECORD.started_at - _RECORD.started_at % DAY_SECONDS).label("day")
    query = _from_published(tenant, [_RECORD.import_id, day, *(_RECORD[key] for key in keys)], _sums())
    recomputed: dict[tuple[object, ...], list[int]] = {}
    for import_id, start, *rest in await connection.execute(query):
        total = recomputed.setdefault((import_id, _iso(int(start))[:7], *rest[:5]), [0] * 4)
        total[:] = [known + int(value) for known, value in zip(total, rest[5:], strict=True)]
    stored = await _stored(connection, tenant, organiser_total, ("import_id", "month", *keys))
    return list(_compared("total of import, month and organiser", stored, recomputed))


async def _of_imports(connection: AsyncConnection, tenant: str) -> list[Difference]:
    span = [func.count(), func.min(_RECORD.started_at), func.max(_RECORD.started_at)]
    query = _from_published(tenant, [_RECORD.import_id], span)
    recomputed = {(row[0],): list(row[1:]) for row in await connection.execute(query)}
    columns = published_import.c["import_id", "rows_inserted", "first_started_at", "last_started_at"]
    listed = select(*columns).where(published_import.c.tenant == tenant, columns["rows_inserted"] > 0)
    stored = {(row[0],): list(row[1:]) for row in await connection.execute(listed)}
    return list(_compared("records, first and last call of import", stored, recomputed))


async def _of_classes(connection: AsyncConnection, tenant: str) -> list[Difference]:
    amount = _RECORD.charge_micro_units + _RECORD.fee_micro_units
    query = (
        select(_RECORD.capability, (amount != 0).label("charged"), _RECORD.draws)
        .where(_RECORD.tenant == tenant)
        .distinct()
    )
    return [
        Difference(f"class of capability {capability!r}", stored, draws(capability, int(charged)).value)
        for capability, charged, stored in await connection.execute(query)
        if stored != draws(capability, int(charged)).value
    ]


async def _of_identities(connection: AsyncConnection, tenant: str) -> list[Difference]:
    query = (
        _in_force(tenant, _RECORD.usage_id, func.count())
        .group_by(_RECORD.usage_id)
        .having(func.count() > 1)
        .limit(100)
    )
    return [Difference(f"{_KEPT_ONCE}: {row[0]}", row[1], 1) for row in await connection.execute(query)]


async def _of_places(connection: AsyncConnection, tenant: str) -> list[Difference]:
    replaced = await replaced_records.out_of_place(connection, tenant)
    return [Difference(f"{_REPLACED}: {usage_id}", 1, 0) for usage_id in replaced]


async def _of_the_ledger(
    connection: AsyncConnection, tenant: str, as_of: int, charge_includes_fee: bool
) -> list[Difference]:
    reading = await statements.read(connection, tenant, as_of, charge_includes_fee=charge_includes_fee)
    replay = Replay(await ledger_entries.load(connection, tenant), as_of)
    drawn = drawn_charges.stream(connection, tenant, as_of, charge_includes_fee=charge_includes_fee)
    async for one in drawn:
        replay.charge(one.charge)
    stored, recomputed = _figures(reading.statement), _replayed(replay)
    return list(_compared("ledger", stored, recomputed))


def _figures(found: Statement) -> dict[tuple[object, ...], Any]:
    return {key: value for one in found.balances for key, value in _balance_figures(one)}


def _balance_figures(one: Balance) -> Iterator[tuple[tuple[object, ...], Any]]:
    for lot in one.lots:
        yield (one.currency, "lot", lot.entry_id), [lot.drawn, lot.expired, lot.remaining]
    if one.shortfall.amount:
        yield (one.currency, "shortfall"), [one.shortfall.amount, one.shortfall.count]
    if one.before_opening:
        yield (one.currency, "before the opening"), one.before_opening


def _replayed(replay: Replay) -> dict[tuple[object, ...], Any]:
    found: dict[tuple[object, ...], Any] = {}
    for currency, drawn, before_opening in replay.results():
        balance = Balance(currency, drawn.lots, drawn.shortfall, before_opening, None)
        found.update(_balance_figures(balance))
    return found


def _compared(
    what: str, stored: Mapping[tuple[Any, ...], Any], recomputed: Mapping[tuple[Any, ...], Any]
) -> Iterator[Difference]:
    for key in sorted(stored.keys() | recomputed.keys(), key=repr):
        if stored.get(key) != recomputed.get(key):
            name = " ".join(str(part) for part in key)
            yield Difference(f"{what} {name}", stored.get(key), recomputed.get(key))


async def _stored(
    connection: AsyncConnection, tenant: str, table: Table, keys: tuple[str, ...]
) -> dict[tuple[Any, ...], list[int]]:
    sums = [column for column in table.c if column.name not in (*keys, "tenant")]
    query = select(*(table.c[key] for key in keys), *sums).where(table.c.tenant == tenant)
    rows = await connection.execute(query)
    return {tuple(row[: len(keys)]): [int(value) for value in row[len(keys) :]] for row in rows}


def _from_published(tenant: str, keys: list[Any], sums: list[Any]) -> Select[Any]:
    """Sums over the records of published imports, withdrawn ones too."""
    same = (published_import.c.tenant == _RECORD.tenant) & (published_import.c.import_id == _RECORD.import_id)
    joined = usage_record.join(published_import, same)
    return select(*keys, *sums).select_from(joined).where(_RECORD.tenant == tenant).group_by(*keys)


def _in_force(tenant: str, *columns: Any) -> Select[Any]:
    in_force = imports_in_force().subquery()
    same = (in_force.c.tenant == _RECORD.tenant) & (in_force.c.import_id == _RECORD.import_id)
    return select(*columns).select_from(usage_record.join(in_force, same)).where(_RECORD.tenant == tenant)


def _sums() -> list[Any]:
    """In the order of organiser_total's columns."""
    charge, fee = _RECORD.charge_micro_units, _RECORD.fee_micro_units
    return [func.count(), func.sum(_RECORD.duration_seconds), func.sum(charge), func.sum(fee)]


def _day_sums() -> list[Any]:
    """In the order of usage_total's columns."""
    charge, fee, duration = _RECORD.charge_micro_units, _RECORD.fee_micro_units, _RECORD.duration_seconds
    count, total_duration, charges_, fees = _sums()
    return [
        count,
        func.count().filter(charge != 0),
        func.count().filter(charge + fee != 0),
        total_duration,
        func.sum((duration + 5) // 6),
        func.sum((duration + 59) // 60),
        charges_,
        fees,
    ]


def _iso(day: int) -> str:
    return datetime.fromtimestamp(day, UTC).date().isoformat()
