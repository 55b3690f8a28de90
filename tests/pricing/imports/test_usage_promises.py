"""M2, M4 and M1: no charge is lost, order changes no figure, and suspected overlaps are told."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricing.imports import usage_report
from pricing.imports.usage_import import ImportedUsage, Pace, import_usage
from pricing.storage import statements, usage_records, usage_totals
from pricing.storage.database import Database
from tests.databases.played import Played
from tests.pricing.imports.usage_files import Row, some_call, some_file
from tests.pricing.reports import NOW, as_csv, call
from tests.sizes import size

MOST_ROWS = 80
TENANTS = (f"tenant-{number}" for number in count())
# The file and the database are shared on purpose: every case takes a tenant of its own.
SHARED = [HealthCheck.function_scoped_fixture]
randoms = st.randoms(use_true_random=False)


def cases(name: str, engine: str = "sqlite") -> settings:
    return settings(max_examples=size(name, engine), deadline=None, suppress_health_check=SHARED)


async def bring(database: Database, tenant: str, file: Path, data: bytes, pace: Pace) -> ImportedUsage:
    file.write_bytes(data)  # noqa: ASYNC240  # a small file
    return await import_usage(database, tenant, file, by="test", clock=lambda: NOW, pace=pace)


files = given(
    random=randoms,
    rows_per_commit=st.sampled_from((1, 7, 50_000)),
    piece_characters=st.sampled_from((300, 5_000, 1024**2)),
)


@cases("M2 files")
@files
def test_every_row_of_a_file_is_accounted_for(
    random: Random, rows_per_commit, piece_characters, quick: Played, monkeypatch
):
    monkeypatch.setattr(usage_report, "PIECE_CHARACTERS", piece_characters)
    accounted_for(quick, random, rows_per_commit)


@cases("M2 files", "postgresql")
@files
def test_every_row_of_a_file_is_accounted_for_on_postgresql(
    random: Random, rows_per_commit, piece_characters, on_postgresql: Played, monkeypatch
):
    monkeypatch.setattr(usage_report, "PIECE_CHARACTERS", piece_characters)
    accounted_for(on_postgresql, random, rows_per_commit)


def accounted_for(shared: Played, random: Random, rows_per_commit: int) -> None:
    data, expected = some_file(random, MOST_ROWS)
    tenant = next(TENANTS)

    async def case() -> None:
        database = shared.database
        pace = Pace(rows_per_commit, timedelta(0))
        done = await bring(database, tenant, shared.folder / "report.csv", data, pace)
        counts = done.counts
        assert (counts.inserted, counts.duplicate) == (len(expected.inserted), expected.duplicate)
        assert counts.conflict == expected.conflict
        assert await reasons_by_line(database, tenant, done) == expected.rejected
        assert await sums(database, tenant) == expected.sums()

    shared.run(case())


async def reasons_by_line(database: Database, tenant: str, done: ImportedUsage) -> dict[int, str]:
    async with database.reading(tenant) as connection:
        rows = usage_records.rejections(connection, tenant, done.import_id)
        return {row.line: row.reason async for row in rows}


async def sums(database: Database, tenant: str) -> dict[str, int]:
    """Cents by currency, from the totals."""
    found: dict[str, int] = {}
    async with database.reading(tenant) as connection:
        for day in await usage_totals.charges_by_day(connection, tenant):
            cents = (day.charge_micro_units + day.fee_micro_units) // 10_000
            found[day.currency] = found.get(day.currency, 0) + cents
    return found


Ways = Callable[[Sequence[Row], Random], list[Sequence[Row]]]


def twice(rows: Sequence[Row], _: Random) -> list[Sequence[Row]]:
    return [rows, rows]


def shuffled(rows: Sequence[Row], random: Random) -> list[Sequence[Row]]:
    return [random.sample(rows, len(rows))]


def split(rows: Sequence[Row], random: Random) -> list[Sequence[Row]]:
    parts = random.randrange(1, 6)
    cut = [rows[start::parts] for start in range(parts)]
    return random.sample(cut, len(cut))


def interleaved(rows: Sequence[Row], random: Random) -> list[Sequence[Row]]:
    """Overlapping windows, as monthly and weekly exports are."""
    middle = len(rows) // 2
    windows = [rows[: middle + 5], rows[max(middle - 5, 0) :], rows]
    return random.sample(windows, 3)


orders = given(random=randoms, ways=st.sampled_from((twice, shuffled, split, interleaved)))


@cases("M4 orders")
@orders
def test_neither_repetition_nor_order_changes_a_figure(random: Random, ways, quick: Played):
    same_figures(quick, random, ways)


@cases("M4 orders", "postgresql")
@orders
def test_neither_does_on_postgresql(random: Random, ways, on_postgresql: Played):
    same_figures(on_postgresql, random, ways)


def same_figures(shared: Played, random: Random, ways: Ways) -> None:
    rows = [some_call(random, number) for number in range(random.randrange(1, 40))]
    rows += [dict(row) | {"UsageId": f"{row['UsageId']}-again"} for row in rows[:2]]

    async def case() -> None:
        database, file = shared.database, shared.folder / "report.csv"
        once, otherwise = next(TENANTS), next(TENANTS)
        await bring_all(database, once, file, [rows])
        await bring_all(database, otherwise, file, ways(rows, random))
        assert await figures(database, once) == await figures(database, otherwise)

    shared.run(case())


async def bring_all(database: Database, tenant: str, file: Path, files: Sequence[Sequence[Row]]) -> None:
    for rows in files:
        await bring(database, tenant, file, as_csv(list(rows)).encode(), Pace(10, timedelta(0)))


async def figures(database: Database, tenant: str) -> tuple[object, ...]:
    """Everything that is said of a tenant's usage."""
    async with database.reading(tenant) as connection:
        at = int(NOW.timestamp())
        return (
            await usage_totals.daily(connection, tenant),
            await usage_totals.by_organiser(connection, tenant, "2026-01", "2026-12"),
            await usage_records.overlaps(connection, tenant),
            [one async for one in usage_records.between(connection, tenant, None, None)],
            await statements.read(connection, tenant, at, charge_includes_fee=False),
        )


@settings(max_examples=size("M1 overlaps"), deadline=None, suppress_health_check=SHARED)
@given(random=randoms)
def test_suspected_overlaps_are_counted_and_summed_whatever_file_they_come_in(random: Random, quick: Played):
    rows = [likeness(random, number) for number in range(random.randrange(1, 12))]
    calls = Counter(tuple(row[name] for name in ONE_CALL) for row in rows if row["Call ID"])
    again: Counter[str] = Counter()
    for (*_, charge, currency), times in calls.items():
        again[currency] += (times - 1) * int(charge.replace(".", "")) * 10_000

    async def case() -> None:
        database = quick.database
        tenant = next(TENANTS)
        cut = random.randrange(len(rows) + 1)
        await bring_all(database, tenant, quick.folder / "report.csv", [rows[:cut], rows[cut:]])
        async with database.reading(tenant) as connection:
            found = await usage_records.overlaps(connection, tenant)
            days = await usage_totals.daily(connection, tenant)
        assert sum(one.calls for one in found) == sum(calls.values()) - len(calls)
        assert {one.currency: one.charge_micro_units for one in found} == {
            currency: again[currency] for *_, currency in calls if calls_again(calls, currency)
        }
        assert sum(day.calls for day in days) == len(rows)

    quick.run(case())


ONE_CALL = ("Call ID", "Start Time", "Duration Seconds", "Call Type", "Charge", "Currency")


def likeness(random: Random, number: int) -> Row:
    """A call that differs from the others in few points, or in its id alone."""
    return call(
        f"id-{number}",
        random.choice(("2026-07-01T12:00:00", "2026-07-01T12:00:01")),
        random.choice(("0.45", "0.46")),
        Call_ID=random.choice(("one", "one", "another", "")),
        Duration_Seconds=random.choice(("60", "60", "61")),
        Call_Type=random.choice(("conf_in", "conf_out")),
        Currency=random.choice(("EUR", "EUR", "USD")),
        Conference_ID=str(number),
    )


def calls_again(calls: Counter[tuple[str, ...]], currency: str) -> int:
    return sum(times - 1 for (*_, other), times in calls.items() if other == currency)
