"""The demo organisation: always the same, never mistaken for a real one, and quick to be there."""

import asyncio
import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from pricing.demo import DEMO_TENANT, ensure_demo
from pricing.demo.calls import calls
from pricing.demo.card import cards
from pricing.demo.people import DIAL_OUT, DOMAIN, ORGANISERS
from pricing.demo.report import usage_csv
from pricing.imports.usage_columns import COLUMNS
from pricing.ledger_entry import EntryKind, new_entry
from pricing.organisation import Organisation
from pricing.rate_changes import compare
from pricing.storage import import_journal, ledger_entries, organisations, rate_cards, statements
from pricing.storage.database import Database
from pricing.storage.schema import demo

TODAY = date(2026, 7, 15)
NOON = datetime(2026, 7, 15, 12, tzinfo=UTC)
CALLS = calls(TODAY)
DAYS = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 12, 31), date(2027, 1, 1), date(2028, 2, 29)]


def test_the_calls_of_a_day_are_always_the_same():
    assert calls(TODAY) == CALLS


@pytest.mark.parametrize("today", [TODAY, *DAYS])
def test_some_thousand_calls_fill_the_year_before_noon_less_thirty_hours(today):
    made = calls(today)
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    assert 2_500 < len(made) < 6_000
    assert made[-1].started_at == noon - timedelta(hours=30)
    assert timedelta(days=360) < noon - made[0].started_at < timedelta(days=366)
    assert all(one.started_at <= other.started_at for one, other in pairwise(made))


def test_the_report_has_the_exports_columns_and_no_id_twice():
    rows = list(csv.reader(io.StringIO(usage_csv(CALLS))))
    assert tuple(rows[0]) == COLUMNS
    assert len({row[0] for row in rows[1:]}) == len(CALLS)


def test_every_person_is_at_a_domain_kept_for_examples():
    assert DOMAIN.endswith(".example")
    assert all(one.principal_name.endswith(DOMAIN) for one in ORGANISERS)


def test_numbers_called_end_hidden_as_in_a_german_export():
    assert all(line.number.endswith("***") for line in DIAL_OUT)


def test_weekdays_are_busier_than_weekends():
    by_day = [0] * 7
    for call in CALLS:
        by_day[call.started_at.weekday()] += 1
    assert min(by_day[:5]) > 3 * max(by_day[5:])


def test_the_newer_card_raises_lowers_adds_and_removes():
    before, after = cards(TODAY)
    changes = compare(before, after)
    assert all(changes.of(kind) for kind in ("added", "removed", "up", "down"))
    assert before.effective_on <= CALLS[0].started_at.date() < after.effective_on < TODAY


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    return sqlite_database


@pytest.fixture
async def demo_made(database: Database) -> Database:
    await ensure_demo(database, TODAY)
    return database


async def balance(database: Database):
    async with database.reading(DEMO_TENANT) as connection:
        found = await statements.read(
            connection, DEMO_TENANT, int(NOON.timestamp()), charge_includes_fee=False
        )
    return found.statement.balances


async def test_its_balance_has_something_of_everything(demo_made):
    [one] = await balance(demo_made)
    next_lot = one.next_to_expire
    assert one.currency == "EUR"
    assert one.available > 0 and one.shortfall.amount == 0
    assert len([lot for lot in one.lots if lot.remaining]) == 3
    assert timedelta(0) < datetime.fromtimestamp(next_lot.expires, UTC) - NOON < timedelta(days=40)


@pytest.mark.parametrize("today", DAYS)
async def test_its_balance_is_never_short_whatever_the_day(database, today):
    await ensure_demo(database, today)
    noon = int(datetime(today.year, today.month, today.day, 12, tzinfo=UTC).timestamp())
    async with database.reading(DEMO_TENANT) as connection:
        found = await statements.read(connection, DEMO_TENANT, noon, charge_includes_fee=False)
    [one] = found.statement.balances
    assert one.available > 0 and one.shortfall.amount == 0


async def test_every_row_of_its_report_is_taken(demo_made):
    async with demo_made.reading(DEMO_TENANT) as connection:
        [entry] = await import_journal.entries(connection, DEMO_TENANT)
        assert (entry.kind, entry.counts.inserted, entry.counts.read) == ("demo", len(CALLS), len(CALLS))
        assert len(await rate_cards.cards(connection, DEMO_TENANT)) == 2
        profile = await organisations.load(connection, DEMO_TENANT)
    assert "demo" in profile.name


async def made_for(database: Database) -> str:
    async with database.reading(DEMO_TENANT) as connection:
        [row] = (await connection.execute(demo.select())).all()
    return row.made_for_day


async def test_it_stays_for_a_day_and_is_made_anew_after(demo_made):
    await ensure_demo(demo_made, TODAY + timedelta(days=1))
    assert await made_for(demo_made) == "2026-07-15"
    await ensure_demo(demo_made, TODAY + timedelta(days=2))
    assert await made_for(demo_made) == "2026-07-17"
    async with demo_made.reading(DEMO_TENANT) as connection:
        [entry] = await import_journal.entries(connection, DEMO_TENANT)
    assert entry.last_started_at == int((NOON + timedelta(days=2, hours=-30)).timestamp())


async def test_what_somebody_added_is_never_made_anew(demo_made):
    entry = new_entry(EntryKind.TOP_UP, Decimal(5), "EUR", TODAY, now=NOON, by="command line")
    async with demo_made.writing(DEMO_TENANT) as connection:
        await ledger_entries.record(connection, DEMO_TENANT, entry)
    await ensure_demo(demo_made, TODAY + timedelta(days=100))
    assert await made_for(demo_made) == "2026-07-15"


async def test_half_a_demo_is_made_whole(demo_made):
    async with demo_made.writing(DEMO_TENANT) as connection:
        await connection.execute(demo.delete())
    await ensure_demo(demo_made, TODAY)
    async with demo_made.reading(DEMO_TENANT) as connection:
        [entry] = await import_journal.entries(connection, DEMO_TENANT)
    assert entry.counts.inserted == len(CALLS)


async def test_an_organisation_of_that_name_that_is_not_the_demo_is_left_alone(database):
    async with database.writing(DEMO_TENANT) as connection:
        await organisations.save(connection, Organisation(DEMO_TENANT, country="BR", currency="BRL"))
    await ensure_demo(database, TODAY)
    async with database.reading(DEMO_TENANT) as connection:
        assert (await organisations.load(connection, DEMO_TENANT)).country == "BR"


async def test_two_processes_that_start_at_once_make_it_once(database_url):
    processes = [Database(database_url), Database(database_url)]
    await asyncio.gather(*(ensure_demo(process, TODAY) for process in processes))
    async with processes[0].reading(DEMO_TENANT) as connection:
        [entry] = await import_journal.entries(connection, DEMO_TENANT)
        funds = await ledger_entries.load(connection, DEMO_TENANT)
        assert len(await rate_cards.cards(connection, DEMO_TENANT)) == 2
    assert entry.counts.inserted == len(CALLS)
    assert len({one.instant for one in funds}) == len(funds)
    await asyncio.gather(*(process.close() for process in processes))
