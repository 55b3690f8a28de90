"""A row in each table of history, and attempts to change them."""

from pricing.storage.schema import usage_record

ENTRY = "INSERT INTO ledger_entry VALUES ('acme', 1, 'top_up', 0, 5000000, 'EUR', NULL, 0, 'test', 'key')"
PUBLISHED = "INSERT INTO published_import VALUES ('acme', 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, '{}')"
WITHDRAWN = "INSERT INTO withdrawn_import VALUES ('acme', 1, 0, 'test', 'by mistake')"
CARD = (
    "INSERT INTO rate_card VALUES ('acme', 1, 'Card', 'EUR', '2026-07-01', 'digest', 'card.csv', 0, 'test')"
)
RATE = "INSERT INTO rate VALUES ('acme', 1, 0, 'dial_out', '49', 'Germany', 'all', 1, 0, 'DE', NULL)"
TAKEN_BACK = "INSERT INTO withdrawn_rate_card VALUES ('acme', 1, 0, 'test', 'by mistake')"
AUDITED = "INSERT INTO audit VALUES ('acme', 1, 0, 'ana', 'balance', 'personal', 'answered')"
GUARDED = (ENTRY, PUBLISHED, WITHDRAWN, CARD, RATE, TAKEN_BACK, AUDITED)
"""What each writes is never changed."""


def begun(number: int) -> str:
    """An import."""
    return f"INSERT INTO usage_import VALUES ('acme', {number}, 'csv', 'file.csv', 'digest', 0, 'test', NULL)"


def record(import_id: int, usage_id: str, charge: int = 0) -> str:
    """A usage record."""
    values = {name: "0" for name in usage_record.c.keys()}  # noqa: SIM118  # the columns' names
    values |= {"tenant": "'acme'", "usage_id": f"'{usage_id}'", "import_id": str(import_id)}
    values["charge_micro_units"] = str(charge)
    return f"INSERT INTO usage_record VALUES ({', '.join(values.values())})"


HISTORY = (
    begun(1), begun(2), record(1, "published"), record(2, "unpublished"), *GUARDED,
)  # fmt: skip

TABLES = [
    "ledger_entry",
    "usage_record",
    "published_import",
    "withdrawn_import",
    "rate_card",
    "rate",
    "withdrawn_rate_card",
]
CHANGES = [
    "UPDATE ledger_entry SET amount_micro_units = 1",
    "DELETE FROM ledger_entry",
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
    "UPDATE audit SET user_id = 'ben'",
    "DELETE FROM audit",
]
ALLOWED = [
    "UPDATE usage_record SET charge_micro_units = 1 WHERE usage_id = 'unpublished'",
    "DELETE FROM usage_record WHERE usage_id = 'unpublished'",
    "DELETE FROM usage_total",
]
"""What is not published, or is derived, may change."""
