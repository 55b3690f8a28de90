"""M11: history is append-only, whoever writes to the file."""

import sqlite3

import pytest

from pricing.storage.database import connect_sqlite

ENTRY = "INSERT INTO ledger_entry VALUES ('acme', 1, 'top_up', 0, 5000000, 'EUR', NULL, 0, 'test', 'key')"
IMPORT = "INSERT INTO usage_import VALUES ('acme', {id}, 'csv', 'file.csv', 'digest', 0, 'test', NULL)"
PUBLISHED = "INSERT INTO published_import VALUES ('acme', 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, '{}')"
CARD = (
    "INSERT INTO rate_card VALUES ('acme', 1, 'Card', 'EUR', '2026-07-01', 'digest', 'card.csv', 0, 'test')"
)
RATE = "INSERT INTO rate VALUES ('acme', 1, 0, 'dial_out', '49', 'Germany', 'all', 1, 0, 'DE', NULL)"
TAKEN_BACK = "INSERT INTO withdrawn_rate_card VALUES ('acme', 1, 0, 'test', 'by mistake')"
WITHDRAWN = "INSERT INTO withdrawn_import VALUES ('acme', 1, 0, 'test', 'by mistake')"


def record(connection, import_id, usage_id):
    columns = [row[1] for row in connection.execute("PRAGMA table_info(usage_record)")]
    values = dict.fromkeys(columns, 0) | {"tenant": "acme", "usage_id": usage_id, "import_id": import_id}
    marks = ", ".join(f":{name}" for name in columns)
    connection.execute(f"INSERT INTO usage_record VALUES ({marks})", values)


@pytest.fixture(params=["our own connection", "a connection of the sqlite3 command"])
def history(request, database_file):
    opens = connect_sqlite if request.param == "our own connection" else sqlite3.connect
    connection = opens(database_file)
    for statement in (
        ENTRY,
        IMPORT.format(id=1),
        IMPORT.format(id=2),
        PUBLISHED,
        WITHDRAWN,
        CARD,
        RATE,
        TAKEN_BACK,
    ):
        connection.execute(statement)
    record(connection, 1, "published")
    record(connection, 2, "unpublished")
    connection.commit()
    yield connection
    connection.close()


CHANGES = [
    "UPDATE ledger_entry SET amount_micro_units = 1",
    "DELETE FROM ledger_entry",
    ENTRY.replace("INSERT", "INSERT OR REPLACE").replace("5000000", "1"),
    ENTRY + " ON CONFLICT (tenant, id) DO UPDATE SET amount_micro_units = 1",
    "UPDATE usage_record SET charge_micro_units = 1 WHERE usage_id = 'published'",
    "UPDATE usage_record SET import_id = 2 WHERE usage_id = 'published'",
    "DELETE FROM usage_record WHERE usage_id = 'published'",
    "UPDATE published_import SET import_id = 2",
    "DELETE FROM published_import",
    "UPDATE withdrawn_import SET reason = 'another'",
    "DELETE FROM withdrawn_import",
    "UPDATE rate_card SET effective_on = '2026-01-01'",
    "DELETE FROM rate_card",
    "UPDATE rate SET per_minute_micro_units = 2",
    "DELETE FROM rate",
    "UPDATE withdrawn_rate_card SET reason = 'another'",
    "DELETE FROM withdrawn_rate_card",
]


@pytest.mark.parametrize("change", CHANGES)
def test_history_cannot_be_changed(history, change):
    with pytest.raises(sqlite3.IntegrityError, match=r"never changed|withdraw|FOREIGN KEY"):
        history.execute(change)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE usage_record SET charge_micro_units = 1 WHERE usage_id = 'unpublished'",
        "DELETE FROM usage_record WHERE usage_id = 'unpublished'",
        "DELETE FROM usage_total",
    ],
)
def test_what_is_not_published_or_is_derived_may_change(history, change):
    history.execute(change)


@pytest.mark.parametrize(
    "table",
    [
        "withdrawn_import",
        "published_import",
        "usage_record",
        "ledger_entry",
        "withdrawn_rate_card",
        "rate",
        "rate_card",
    ],
)
def test_a_tenant_that_is_forgotten_whole_lets_its_history_go(history, table):
    history.execute("PRAGMA foreign_keys = OFF")
    history.execute("INSERT INTO forgetting VALUES ('acme')")
    history.execute(f"DELETE FROM {table} WHERE tenant = 'acme'")


def test_forgetting_one_tenant_lets_no_other_history_go(history):
    history.execute("INSERT INTO forgetting VALUES ('another')")
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        history.execute("DELETE FROM ledger_entry")
