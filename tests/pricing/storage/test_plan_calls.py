"""Own calls as a choice of plans needs them: by month, organiser, country and licence."""

from datetime import date
from pathlib import Path

from pricing.period import read_period
from pricing.plan_calls import PlanCalls
from pricing.storage.database import Database
from pricing.storage.plan_calls import by_organiser
from pricing.usage_summary import Metering
from tests.pricing.reports import call, imported

MONTHS = [read_period("2026-05"), read_period("2026-06")]
ROWS = [
    call("a", "2026-05-01T00:00:00", "1.00", Duration_Seconds="61", Connection_Fee="0.10"),
    call("b", "2026-05-31T23:59:59", "2.00"),
    call("c", "2026-06-01T00:00:00", "4.00"),
    call("d", "2026-07-01T00:00:00", "8.00"),
    call("e", "2026-06-02T00:00:00", "0.00", Capability="FREECALL"),
    call("f", "2026-06-02T00:00:00", "16.00", Call_Type="user_out", Capability="MCOPSTNPP"),
]


async def read(database: Database, tenant: str, metering: Metering) -> list[PlanCalls]:
    async with database.reading(tenant) as connection:
        return await by_organiser(connection, tenant, MONTHS, metering)


async def test_paid_meeting_calls_are_summed_by_month(database: Database, tmp_path: Path) -> None:
    await imported(database, "contoso", tmp_path / "usage.csv", ROWS)
    may, june = await read(database, "contoso", Metering(6, False))
    assert (may.month, may.organiser, may.country) == (
        date(2026, 5, 1).isoformat(),
        "alex@contoso.example",
        "BR",
    )
    assert (may.calls, may.billed_seconds, may.micro_units) == (2, 66 + 60, 3_100_000)
    assert (june.calls, june.micro_units) == (1, 4_000_000)


async def test_time_is_billed_by_the_organisations_step(database: Database, tmp_path: Path) -> None:
    await imported(database, "contoso", tmp_path / "usage.csv", ROWS[:1])
    (only,) = await read(database, "contoso", Metering(60, True))
    assert (only.billed_seconds, only.micro_units) == (120, 1_000_000)


async def test_another_tenants_calls_are_not_read(database: Database, tmp_path: Path) -> None:
    await imported(database, "contoso", tmp_path / "usage.csv", ROWS)
    assert await read(database, "fabrikam", Metering(6, False)) == []
