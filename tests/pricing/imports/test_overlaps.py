"""Calls that may be one under two ids."""

import pytest

from pricing.storage import usage_records
from pricing.storage.import_journal import Counts
from tests.pricing.imports.contoso import ONE, TENANT, TWO, total, withdraw
from tests.pricing.reports import imported

pytestmark = pytest.mark.usefixtures("everything_logged")


async def test_equal_calls_under_other_ids_are_counted_and_told(database, file):
    twins = [ONE | {"UsageId": name, "Call ID": "one call"} for name in ("a", "b", "c")]
    done = await imported(database, TENANT, file, twins[:1])
    done = await imported(database, TENANT, file, twins)
    assert done.counts == Counts(inserted=2, duplicate=1, overlapping=2, overlap_micro_units={"EUR": 900_000})
    async with database.reading(TENANT) as connection:
        assert await usage_records.overlaps(connection, TENANT) == [(2, 900_000, "EUR")]
    assert await total(database) == 3 * 450_000


async def test_equal_calls_of_one_file_overlap_but_for_the_first(database, file):
    twins = [ONE | {"UsageId": name, "Call ID": "one call"} for name in ("a", "b", "c")]
    counts = (await imported(database, TENANT, file, twins)).counts
    assert (counts.overlapping, counts.overlap_micro_units) == (2, {"EUR": 900_000})


@pytest.mark.parametrize("column", ["Call ID", "Start Time", "Duration Seconds", "Call Type", "Charge"])
async def test_calls_that_differ_in_one_point_do_not_overlap(database, file, column):
    other = TWO | {"Call ID": "another call"}
    twin = ONE | {"UsageId": "id-9", column: other[column] if column != "Call Type" else "conf_in"}
    twin["Duration Seconds"] = "61" if column == "Duration Seconds" else "60"
    assert (await imported(database, TENANT, file, [ONE, twin])).counts == Counts(inserted=2)


async def test_an_overlap_ends_when_one_of_its_imports_is_withdrawn(database, file):
    for name in ("a", "b"):
        await imported(database, TENANT, file, [ONE | {"UsageId": name, "Call ID": "one call"}])
    await withdraw(database, 1)
    async with database.reading(TENANT) as connection:
        assert await usage_records.overlaps(connection, TENANT) == []
