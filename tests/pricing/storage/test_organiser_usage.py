"""What each organiser's calls cost: by the records, or by totals of whole months."""

from datetime import date
from pathlib import Path

import pytest

from pricing.period import Period, read_period
from pricing.storage.database import Database
from pricing.storage.organiser_usage import Kinds, of_months, of_records
from pricing.usage_summary import Metering, Spent
from tests.pricing.reports import call, imported

JUNE = read_period("2026-06")
METERING = Metering(6, charge_includes_fee=False)
KIM = {"UPN": "kim@contoso.example"}
ROWS = [
    call("a", "2026-05-31T23:59:59", "1.00"),
    call("b", "2026-06-01T00:00:00", "2.00", Duration_Seconds="61", Connection_Fee="0.10"),
    call("c", "2026-06-30T23:59:59", "4.00", **KIM, Destination_Number="+351912345678"),
    call("d", "2026-06-15T12:00:00", "8.00", **KIM, Call_Type="conf_in", Destination_Number="+498000000100"),
    call("e", "2026-06-15T12:00:00", "0.00", Capability="FREECALL"),
    call("f", "2026-07-01T00:00:00", "16.00"),
]


@pytest.fixture
async def used(database: Database, tmp_path: Path) -> Database:
    await imported(database, "contoso", tmp_path / "usage.csv", ROWS)
    return database


async def spent(database: Database, reader, period=JUNE, kinds=Kinds(), tenant="contoso", metering=METERING):  # noqa: B008
    async with database.reading(tenant) as connection:
        found = await reader(connection, tenant, period, kinds, metering)
    return {one.user_principal_name.partition("@")[0]: one.spent for one in found}


async def test_records_are_summed_by_organiser_with_their_billed_time(used):
    assert await spent(used, of_records) == {
        "alex": Spent(1, 66, 2_100_000),
        "kim": Spent(2, 120, 12_000_000),
    }


async def test_a_period_may_be_of_any_days(used):
    days = Period(date(2026, 5, 31), date(2026, 6, 1))
    assert await spent(used, of_records, days) == {"alex": Spent(2, 126, 3_100_000)}


async def test_only_calls_of_the_kind_and_countries_asked_for_are_summed(used):
    assert await spent(used, of_records, kinds=Kinds("dial_out", ("PT",))) == {"kim": Spent(1, 60, 4_000_000)}


async def test_time_and_money_follow_the_organisations_settings(used):
    found = await spent(used, of_records, metering=Metering(60, charge_includes_fee=True))
    assert found["alex"] == Spent(1, 120, 2_000_000)


async def test_another_tenants_records_are_not_read(used):
    assert await spent(used, of_records, tenant="fabrikam") == {}


async def test_totals_of_whole_months_say_the_same_but_for_billed_time(used):
    assert await spent(used, of_months) == {"alex": Spent(1, 61, 2_100_000), "kim": Spent(2, 120, 12_000_000)}


async def test_totals_by_month_are_silent_on_countries_and_parts_of_months(used):
    async with used.reading("contoso") as connection:
        assert await of_months(connection, "contoso", JUNE, Kinds(None, ("PT",)), METERING) is None
        part = Period(date(2026, 6, 1), date(2026, 6, 10))
        assert await of_months(connection, "contoso", part, Kinds(), METERING) is None
