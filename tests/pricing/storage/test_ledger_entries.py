"""Entries are recorded once and read back as they were."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pricing.errors import LedgerError
from pricing.ledger_entry import EntryKind, new_entry
from pricing.storage import ledger_entries

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)


def entry(amount="412.50", currency="EUR", kind=EntryKind.TOP_UP, reason=None):
    return new_entry(
        kind, Decimal(amount), currency, date(2026, 1, 10), now=NOW, by="an admin", reason=reason
    )


async def record(database, *entries, tenant="acme", client_key=None):
    async with database.writing(tenant) as connection:
        return [await ledger_entries.record(connection, tenant, one, client_key) for one in entries]


async def load(database, tenant="acme"):
    async with database.reading(tenant) as connection:
        return await ledger_entries.load(connection, tenant)


async def test_an_entry_comes_back_as_it_was_with_its_number(database):
    first, second = entry(), entry("-5", kind=EntryKind.ADJUSTMENT, reason=" a  mistake ")
    await record(database, first, second)
    assert await load(database) == (replace(first, id=1), replace(second, id=2))


async def test_a_repeated_button_records_nothing_more(database):
    [(first, was_new)] = await record(database, entry(), client_key="pressed once")
    [(again, is_new)] = await record(database, entry("99"), client_key="pressed once")
    assert (was_new, is_new) == (True, False)
    assert again == first and await load(database) == (first,)


async def test_a_button_pressed_twenty_times_at_once_records_one_entry(database):
    pressed = [record(database, entry(), client_key="pressed once") for _ in range(20)]
    results = [result for [result] in await asyncio.gather(*pressed)]
    assert sum(is_new for _, is_new in results) == 1
    assert len(await load(database)) == 1


async def test_each_tenant_counts_its_own_entries_and_keys(database):
    await record(database, entry(), tenant="acme", client_key="key")
    await record(database, entry(), tenant="other", client_key="key")
    assert [one.id for one in await load(database, "acme") + await load(database, "other")] == [1, 1]


@pytest.mark.parametrize(
    ("amount", "currency", "code"),
    [
        ("1.005", "EUR", "decimals"),
        ("1.5", "JPY", "decimals"),
        ("1", "XXX", "currency"),
        ("NaN", "EUR", "amount"),
        ("1e15", "EUR", "amount"),
    ],
)
def test_an_amount_that_cannot_be_is_refused(amount, currency, code):
    with pytest.raises(LedgerError) as refused:
        entry(amount, currency)
    assert refused.value.code == code
