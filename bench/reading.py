"""What reading costs beside a long history: a balance, a month's usage, the year's top destinations."""

import time
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from statistics import median

from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.storage import statements, usage_totals
from pricing.storage.database import Database

READINGS = 20
TOP = 10
MONTH = (date(2026, 6, 1), date(2026, 6, 30))
YEAR = (date(2025, 11, 1), date(2026, 10, 31))

Reading = Callable[[AsyncConnection, str], Awaitable[object]]


async def reads_ms(database: Database, tenant: str) -> dict[str, float]:
    """Medians by name."""
    return {f"{name}_ms": await _median_ms(database, tenant, read) for name, read in _READINGS.items()}


def print_reads(found: dict[str, float]) -> None:
    """One line each."""
    for name in _READINGS:
        print(f"{name.replace('_', ' ')}: {found[f'{name}_ms']:.1f} ms (median of {READINGS})")


async def _median_ms(database: Database, tenant: str, read: Reading) -> float:
    times = []
    for _ in range(READINGS):
        started = time.perf_counter()
        async with database.reading(tenant) as connection:
            await read(connection, tenant)
        times.append((time.perf_counter() - started) * 1000)
    return median(times)


async def _balance(connection: AsyncConnection, tenant: str) -> object:
    now = int(datetime.now(UTC).timestamp())
    return await statements.read(connection, tenant, now, charge_includes_fee=False)


async def _month(connection: AsyncConnection, tenant: str) -> object:
    days = await usage_totals.daily(connection, tenant, *MONTH)
    month = MONTH[0].isoformat()[:7]
    return days, await usage_totals.by_organiser(connection, tenant, month, month)


async def _destinations(connection: AsyncConnection, tenant: str) -> object:
    spent: Counter[str] = Counter()
    for day in await usage_totals.daily(connection, tenant, *YEAR):
        spent[day.country] += day.charge_micro_units + day.fee_micro_units
    return spent.most_common(TOP)


_READINGS: dict[str, Reading] = {
    "a_balance": _balance,
    "a_month's_usage": _month,
    "a_year's_top_destinations": _destinations,
}
