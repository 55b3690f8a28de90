"""The ledger as it is read from the database."""

import pytest

from pricing.ledger_entry import Entry, EntryKind
from pricing.storage import ledger_entries, statements
from tests.pricing.ledger_tables import instant
from tests.pricing.reports import call, imported

AS_OF = instant("2026-07-15T12:00")


async def top_up(database, day, euros, currency="EUR"):
    entry = Entry(0, EntryKind.TOP_UP, instant(day), euros * 10**6, currency)
    async with database.writing("acme") as connection:
        await ledger_entries.record(connection, "acme", entry)


async def read(database, as_of=AS_OF, charge_includes_fee=False):
    async with database.reading("acme") as connection:
        return await statements.read(connection, "acme", as_of, charge_includes_fee=charge_includes_fee)


async def balances(database, **how):
    found = await read(database, **how)
    return {one.currency: (one.available, one.shortfall.amount) for one in found.statement.balances}


@pytest.fixture
async def calls(database, tmp_path):
    await top_up(database, "2026-07-10", 50)
    rows = [
        call("early", "2026-07-09T23:59:59", "1.00"),
        call("one", "2026-07-10T08:00:00", "2.00", Connection_Fee="0.50"),
        call("two", "2026-07-14T08:00:00", "3.00"),
        call("free", "2026-07-14T09:00:00", "4.00", Capability="FREECALL"),
        call("plan", "2026-07-14T09:00:00", "4.00", Capability="MCOPSTN1"),
        call("subscription", "2026-07-14T09:00:00", "4.00", Capability="MCOMEETADD"),
        call("unheard-of", "2026-07-14T09:00:00", "4.00", Capability="MCONEW"),
        call("dollars", "2026-07-14T09:00:00", "7.00", Currency="USD"),
    ]
    await imported(database, "acme", tmp_path / "july.csv", rows)
    return database


async def test_only_what_draws_is_drawn_and_currencies_stay_apart(calls):
    assert await balances(calls) == {"EUR": (44_500_000, 1_000_000), "USD": (0, 7_000_000)}


async def test_a_charge_that_includes_its_fee_is_drawn_alone(calls):
    found = await balances(calls, charge_includes_fee=True)
    assert found["EUR"] == (45_000_000, 1_000_000)


async def test_what_the_sources_do_not_explain_is_shown_apart(calls):
    found = await read(calls)
    assert [(one.currency, one.amount, one.charges) for one in found.unclassified] == [("EUR", 4_000_000, 1)]


async def test_an_as_of_within_a_day_parts_its_calls(calls):
    found = await balances(calls, as_of=instant("2026-07-14T08:00:00"))
    assert found == {"EUR": (44_500_000, 1_000_000)}
    found = await balances(calls, as_of=instant("2026-07-14T07:59:59"))
    assert found == {"EUR": (47_500_000, 1_000_000)}


async def test_charges_are_known_through_the_latest_call_at_most_the_as_of_instant(calls):
    assert (await read(calls)).charges_through == instant("2026-07-14T09:00:00")
    assert (await read(calls, as_of=instant("2026-07-12"))).charges_through == instant("2026-07-12")


async def test_other_tenants_see_nothing_of_it(calls):
    async with calls.reading("other") as connection:
        found = await statements.read(connection, "other", AS_OF, charge_includes_fee=False)
    assert found.statement.balances == () and found.charges_through is None
