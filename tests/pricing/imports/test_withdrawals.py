"""Imports that are taken out of force."""

import pytest
from sqlalchemy import select

from pricing.errors import ImportRefused
from pricing.imports.usage_import import withdraw_import
from pricing.storage import import_journal
from pricing.storage.import_journal import Counts
from pricing.storage.schema import usage_record
from tests.pricing.imports.contoso import ONE, TENANT, TWO, known_ids, total, withdraw
from tests.pricing.reports import NOW, imported

pytestmark = pytest.mark.usefixtures("everything_logged")


async def test_a_withdrawn_import_counts_no_more_and_may_come_again(database, file):
    await imported(database, TENANT, file, [ONE, TWO])
    await withdraw(database, 1)
    assert (await known_ids(database), await total(database)) == ([], 0)
    assert (await imported(database, TENANT, file, [ONE, TWO])).counts == Counts(inserted=2)
    assert (await known_ids(database), await total(database)) == (["id-1", "id-2"], 520_000)
    await withdraw(database, 2)
    assert (await imported(database, TENANT, file, [TWO])).counts == Counts(inserted=1)


async def test_a_withdrawal_deletes_nothing(database, file):
    await imported(database, TENANT, file, [ONE])
    await withdraw(database, 1)
    async with database.reading(TENANT) as connection:
        assert len((await connection.execute(select(usage_record))).all()) == 1
        [entry] = await import_journal.entries(connection, TENANT)
    assert (entry.reason, entry.withdrawn_by) == ("wrong file", "test")


async def test_an_import_is_withdrawn_once_and_with_a_reason(database, file):
    await imported(database, TENANT, file, [ONE])
    with pytest.raises(ImportRefused, match="there is no import 7"):
        await withdraw(database, 7)
    with pytest.raises(ImportRefused, match="needs a reason"):
        await withdraw_import(database, TENANT, 1, reason=" ", by="test", clock=lambda: NOW)
    await withdraw(database, 1)
    with pytest.raises(ImportRefused, match="withdrawn already"):
        await withdraw(database, 1)
