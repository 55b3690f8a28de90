"""What an import makes of its rows, and of what was there before."""

import zipfile
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from pricing.errors import UsageReportError
from pricing.imports.usage_import import import_usage
from pricing.storage import import_journal, usage_records, usage_totals
from pricing.storage.import_journal import Counts
from pricing.storage.schema import usage_import
from tests.pricing.imports.contoso import ONE, TENANT, TWO, known_ids, total
from tests.pricing.reports import NOW, as_csv, call, imported

pytestmark = pytest.mark.usefixtures("everything_logged")


async def test_an_import_counts_what_it_reads(database, file):
    done = await imported(database, TENANT, file, [ONE, TWO])
    assert done.counts == Counts(inserted=2)
    assert await total(database) == 520_000


async def test_the_same_file_again_changes_nothing(database, file):
    await imported(database, TENANT, file, [ONE, TWO])
    done = await imported(database, TENANT, file, [ONE, TWO])
    assert done.counts == Counts(duplicate=2)
    assert await total(database) == 520_000


async def test_a_row_twice_in_one_file_counts_once(database, file):
    done = await imported(database, TENANT, file, [ONE, TWO, ONE | {"UsageId": "ID-1"}])
    assert done.counts == Counts(inserted=2, duplicate=1)


async def test_names_and_numbers_are_not_content_and_the_first_ones_stay(database, file):
    await imported(database, TENANT, file, [ONE])
    renamed = ONE | {"UPN": "new@contoso.example", "Destination Number": "+351910000123"}
    assert (await imported(database, TENANT, file, [renamed])).counts == Counts(duplicate=1)
    async with database.reading(TENANT) as connection:
        [record] = [one async for one in usage_records.between(connection, TENANT, None, None)]
    assert record.user_principal_name == "alex@contoso.example"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("Start Time", "2026-07-01T12:00:01Z"), ("Duration Seconds", "61"), ("Call Type", "conf_in"),
        ("Charge", "0.46"), ("Connection Fee", "0.01"), ("Currency", "USD"), ("Capability", "FREECALL"),
    ],
)  # fmt: skip
async def test_other_content_under_one_id_is_kept_aside(database, file, column, value):
    await imported(database, TENANT, file, [ONE])
    assert (await imported(database, TENANT, file, [ONE | {column: value}])).counts == Counts(conflict=1)
    async with database.reading(TENANT) as connection:
        [conflict] = await usage_records.conflicts(connection, TENANT)
    assert (conflict.usage_id, conflict.line) == ("id-1", 2)
    assert await total(database) == 450_000


async def test_one_tenants_ids_say_nothing_of_anothers(database, file):
    await imported(database, TENANT, file, [ONE])
    assert (await imported(database, "fabrikam", file, [ONE])).counts == Counts(inserted=1)


async def test_rejected_rows_are_kept_with_line_and_reason(database, file):
    bad = ONE | {"Currency": "XYZ"}
    done = await imported(database, TENANT, file, [ONE, bad, TWO])
    assert done.counts == Counts(inserted=2, rejected=1)
    async with database.reading(TENANT) as connection:
        [row] = [one async for one in usage_records.rejections(connection, TENANT, done.import_id)]
    assert (row.line, row.reason) == (3, "bad_currency")


async def test_a_report_without_calls_is_an_import(database, file):
    done = await imported(database, TENANT, file, [])
    assert done.counts == Counts()
    async with database.reading(TENANT) as connection:
        assert len(await import_journal.entries(connection, TENANT)) == 1


async def test_what_is_no_report_leaves_no_trace(database, file):
    file.write_text("a,b\n1,2\n")
    with pytest.raises(UsageReportError):
        await import_usage(database, TENANT, file, by="test", clock=lambda: NOW)
    async with database.reading(TENANT) as connection:
        assert (await connection.execute(select(usage_import))).all() == []


async def test_the_parts_of_an_archive_are_one_import_each_with_its_own_lines(database, tmp_path):
    file = tmp_path / "Calls.Export.1.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("PSTN.calls.1.csv", as_csv([ONE, ONE | {"Charge": "-1"}]))
        archive.writestr("PSTN.calls.2.csv", as_csv([TWO | {"Charge": "-1"}, TWO]))
    done = await import_usage(database, TENANT, file, by="test", clock=lambda: NOW)
    assert done.counts == Counts(inserted=2, rejected=2)
    async with database.reading(TENANT) as connection:
        lines = [row.line async for row in usage_records.rejections(connection, TENANT, done.import_id)]
    assert [done.place_of(line) for line in lines] == [("PSTN.calls.1.csv", 3), ("PSTN.calls.2.csv", 2)]


async def test_totals_are_by_day_kind_and_organiser(database, file):
    last_second = call("id-3", "2026-07-31T23:59:59", "1.00", UPN="Sam@Contoso.example")
    await imported(database, TENANT, file, [ONE, TWO, last_second])
    async with database.reading(TENANT) as connection:
        days = await usage_totals.daily(connection, TENANT)
        organisers = await usage_totals.by_organiser(connection, TENANT, "2026-07", "2026-07")
    assert [(day.day, day.calls, day.country, day.billed_steps_6) for day in days] == [
        ("2026-07-01", 2, "BR", 20),
        ("2026-07-31", 1, "BR", 10),
    ]
    assert [(one.user_principal_name, one.charge_micro_units) for one in organisers] == [
        ("alex@contoso.example", 500_000),
        ("sam@contoso.example", 1_000_000),
    ]


async def test_charges_are_known_through_the_latest_call_in_force(database, file):
    await imported(database, TENANT, file, [TWO])
    await imported(database, TENANT, file, [ONE])
    async with database.reading(TENANT) as connection:
        through = await import_journal.charges_through(connection, TENANT)
    assert through == int(datetime(2026, 7, 1, 13, tzinfo=UTC).timestamp())


async def test_ids_of_one_instant_are_in_the_order_of_their_code_points(database, file):
    await imported(database, TENANT, file, [ONE | {"UsageId": name} for name in ("a_b", "ab", "a-b")])
    assert await known_ids(database) == ["a-b", "a_b", "ab"]


async def test_sums_are_whole_numbers_on_both_engines(database, file):
    twins = [ONE | {"UsageId": name, "Call ID": "one call"} for name in ("a", "b")]
    await imported(database, TENANT, file, twins)
    async with database.reading(TENANT) as connection:
        [day] = await usage_totals.daily(connection, TENANT)
        [organiser] = await usage_totals.by_organiser(connection, TENANT, "2026-07", "2026-07")
        [overlaps] = await usage_records.overlaps(connection, TENANT)
        [dial_out] = await usage_records.dial_out_by_country(connection, TENANT, 0, 2**40)
    values = (*day, *organiser, *overlaps, *dial_out)
    assert {type(value) for value in values} == {str, int}
