"""M11: history is append-only, whoever writes to the file."""

import sqlite3

import pytest

from pricing.storage.database import connect_sqlite
from tests.pricing.storage.history import ALLOWED, CHANGES, ENTRY, GUARDED, HISTORY, TABLES


@pytest.fixture(params=["our own connection", "a connection of the sqlite3 command"])
def history(request, database_file):
    opens = connect_sqlite if request.param == "our own connection" else sqlite3.connect
    connection = opens(database_file)
    for statement in HISTORY:
        connection.execute(statement)
    connection.commit()
    yield connection
    connection.close()


REPLACED = [insert.replace("INSERT", "INSERT OR REPLACE") for insert in GUARDED]
OTHER_ID = REPLACED[0].replace("'acme', 1", "'acme', 2")


@pytest.mark.parametrize("change", [*CHANGES, *REPLACED, OTHER_ID])
def test_history_cannot_be_changed(history, change):
    with pytest.raises(sqlite3.IntegrityError, match=r"never changed|withdraw|FOREIGN KEY"):
        history.execute(change)


@pytest.mark.parametrize("change", ALLOWED)
def test_what_is_not_published_or_is_derived_may_change(history, change):
    history.execute(change)


def test_no_row_takes_the_place_of_another_tenants(history):
    history.row_factory = sqlite3.Row
    kept = dict(history.execute("SELECT * FROM ledger_entry").fetchone()) | {"tenant": "other", "rowid": 1}
    marks = ", ".join(f":{name}" for name in kept)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        history.execute(f"INSERT OR REPLACE INTO ledger_entry ({', '.join(kept)}) VALUES ({marks})", kept)


@pytest.mark.parametrize("table", TABLES)
def test_a_tenant_that_is_forgotten_whole_lets_its_history_go(history, table):
    history.execute("PRAGMA foreign_keys = OFF")
    history.execute("INSERT INTO forgetting VALUES ('acme')")
    history.execute(f"DELETE FROM {table} WHERE tenant = 'acme'")


def test_forgetting_one_tenant_lets_no_other_history_go(history):
    history.execute("INSERT INTO forgetting VALUES ('another')")
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        history.execute("DELETE FROM ledger_entry")


def test_the_same_row_of_another_tenant_is_no_change(history):
    history.execute(ENTRY.replace("acme", "another"))
