"""What own calls were charged: from 20 calls and 60 minutes of the last 90 days."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pricing.imports.usage_import import import_usage
from pricing.rate_answer import Observed
from pricing.storage.database import Database
from pricing.storage.observed_rates import last_days, observed
from pricing.usage_summary import Metering

DAYS = last_days(date(2026, 7, 15))
NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
PORTUGAL = [("dial_out", "PT"), ("toll", "PT")]
HEADER = (
    "UsageId,Call ID,Conference ID,User Location,AAD ObjectId,UPN,User Display Name,Caller ID,Call Type,"
    "Number Type,Domestic/International,Destination Dialed,Destination Number,Start Time,End Time,"
    "Duration Seconds,Connection Fee,Charge,Currency,Capability\n"
)


def _call(number: int, day: str, called: str, kind: str = "conf_out", caller: str = "+4930901820") -> str:
    when = f"{day}T10:00:00Z,{day}T10:03:01Z,181"
    return (
        f"id-{number},call-{number},conf,DE,,ada@contoso.example,Ada,{caller},{kind},Toll,International,"
        f"Portugal,{called},{when},0.05,0.45,EUR,MCOMEETACPEA\n"
    )


@pytest.fixture
async def filled(database: Database, tmp_path: Path) -> Database:
    rows = [_call(number, "2026-07-01", f"+35191234{number:04}") for number in range(20)]
    rows += [_call(20, "2026-07-10", "+351213456789"), _call(21, "2026-04-01", "+351912345678")]
    rows += [_call(number, "2026-07-02", "", "conf_in", "+351213456789") for number in range(30, 52)]
    file = tmp_path / "usage.csv"
    file.write_text(HEADER + "".join(rows), encoding="utf-8")
    await import_usage(database, "a", file, by="test", clock=lambda: NOW)
    return database


async def _observed(database: Database, tenant: str, metering: Metering | None = None) -> list[Observed]:
    async with database.reading(tenant) as connection:
        return await observed(connection, tenant, DAYS, metering or Metering(6, False), PORTUGAL)


async def test_calls_to_mobiles_make_a_mobile_rate(filled: Database) -> None:
    mobile = next(one for one in await _observed(filled, "a") if one.line_type == "mobile")
    assert (mobile.calls, mobile.billed_seconds, mobile.suffices) == (20, 20 * 186, True)
    assert mobile.per_minute_micro_units == 145_161
    assert (mobile.first_day, mobile.last_day) == (date(2026, 7, 1), date(2026, 7, 1))


async def test_one_call_to_a_landline_is_no_rate(filled: Database) -> None:
    landline = next(one for one in await _observed(filled, "a") if one.line_type == "landline")
    assert (landline.calls, landline.suffices) == (1, False)


async def test_calls_to_a_number_make_a_dial_in_rate(filled: Database) -> None:
    toll = next(one for one in await _observed(filled, "a") if one.call_type == "toll")
    assert (toll.calls, toll.line_type, toll.suffices) == (22, None, True)


async def test_the_billing_step_counts(filled: Database) -> None:
    mobile = next(
        one for one in await _observed(filled, "a", Metering(60, False)) if one.line_type == "mobile"
    )
    assert mobile.billed_seconds == 20 * 240


async def test_a_fee_that_the_charge_holds_is_taken_out(filled: Database) -> None:
    mobile = next(one for one in await _observed(filled, "a", Metering(6, True)) if one.line_type == "mobile")
    assert mobile.charge_micro_units == 20 * 400_000


async def test_another_organisation_sees_none_of_it(filled: Database) -> None:
    assert await _observed(filled, "b") == []


async def test_all_countries_are_told_when_none_is_named(filled: Database) -> None:
    async with filled.reading("a") as connection:
        found = await observed(connection, "a", DAYS, Metering(6, False))
    assert {(one.call_type, one.line_type) for one in found} == {
        ("dial_out", "mobile"), ("dial_out", "landline"), ("toll", None)}  # fmt: skip


async def test_only_what_is_wanted_is_looked_for(filled: Database) -> None:
    async with filled.reading("a") as connection:
        found = await observed(connection, "a", DAYS, Metering(6, False), [("toll", "PT")])
    assert [one.call_type for one in found] == ["toll"]
