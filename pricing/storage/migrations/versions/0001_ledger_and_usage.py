"""Organisation, ledger, imports, usage records and their totals, with the append-only triggers."""

import sqlalchemy as sa
from alembic import op

from pricing.storage import append_only

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "demo",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("made_for_day", sa.Text(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant"),
    )
    op.create_table(
        "forgetting",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("tenant"),
    )
    op.create_table(
        "import_lease",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant"),
    )
    op.create_table(
        "ledger_entry",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("instant", sa.BigInteger(), nullable=False),
        sa.Column("amount_micro_units", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("client_key", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("ledger_entry_client_key", "ledger_entry", ["tenant", "client_key"], unique=True)
    op.create_table(
        "organisation",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("agreement", sa.Text(), nullable=True),
        sa.Column("billing_step_seconds", sa.Integer(), nullable=False),
        sa.Column("credits_set_up", sa.Boolean(), nullable=True),
        sa.Column("licence_assigned", sa.Boolean(), nullable=True),
        sa.Column("credits_licence_assigned", sa.Boolean(), nullable=True),
        sa.Column("auto_recharge", sa.Boolean(), nullable=True),
        sa.Column("licence_price_micro_units", sa.BigInteger(), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("locale", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("tenant"),
    )
    op.create_table(
        "usage_conflict",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("import_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("usage_id", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("duration_seconds", sa.BigInteger(), nullable=False),
        sa.Column("call_type", sa.Text(), nullable=False),
        sa.Column("charge_micro_units", sa.BigInteger(), nullable=False),
        sa.Column("fee_micro_units", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("capability", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "import_id", "line"),
    )
    op.create_table(
        "usage_import",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.Column("abandoned_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_table(
        "usage_record",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("usage_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("attempt", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("import_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("duration_seconds", sa.BigInteger(), nullable=False),
        sa.Column("call_type", sa.Text(), nullable=False),
        sa.Column("charge_micro_units", sa.BigInteger(), nullable=False),
        sa.Column("fee_micro_units", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("capability", sa.Text(), nullable=False),
        sa.Column("draws", sa.Text(), nullable=False),
        sa.Column("number_kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("conference_id", sa.Text(), nullable=False),
        sa.Column("user_principal_name", sa.Text(), nullable=False),
        sa.Column("user_display_name", sa.Text(), nullable=False),
        sa.Column("user_country", sa.Text(), nullable=False),
        sa.Column("caller_number", sa.Text(), nullable=False),
        sa.Column("destination_number", sa.Text(), nullable=False),
        sa.Column("number_type", sa.Text(), nullable=False),
        sa.Column("destination_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "usage_id", "attempt"),
    )
    op.create_index(
        "usage_record_started_at",
        "usage_record",
        ["tenant", "started_at", "duration_seconds"],
        unique=False,
    )
    op.create_table(
        "usage_rejected",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("import_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "import_id", "line"),
    )
    op.create_table(
        "usage_total",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("import_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("draws", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("call_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("number_kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("country", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("nonzero_charge_calls", sa.BigInteger(), nullable=False),
        sa.Column("nonzero_total_calls", sa.BigInteger(), nullable=False),
        sa.Column("duration_seconds", sa.BigInteger(), nullable=False),
        sa.Column("billed_steps_6", sa.BigInteger(), nullable=False),
        sa.Column("billed_steps_60", sa.BigInteger(), nullable=False),
        sa.Column("charge_micro_units", sa.BigInteger(), nullable=False),
        sa.Column("fee_micro_units", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "tenant", "day", "import_id", "currency", "draws", "call_type", "number_kind", "country"
        ),
    )
    op.create_table(
        "organiser_total",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("import_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("draws", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("call_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("number_kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("user_principal_name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("duration_seconds", sa.BigInteger(), nullable=False),
        sa.Column("charge_micro_units", sa.BigInteger(), nullable=False),
        sa.Column("fee_micro_units", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "tenant",
            "month",
            "import_id",
            "currency",
            "draws",
            "call_type",
            "number_kind",
            "user_principal_name",
        ),
    )
    op.create_table(
        "usage_overlap",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("usage_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("import_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("duration_seconds", sa.BigInteger(), nullable=False),
        sa.Column("call_type", sa.Text(), nullable=False),
        sa.Column("charge_micro_units", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "usage_id", "import_id"),
    )
    op.create_table(
        "published_import",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("import_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("rows_read", sa.BigInteger(), nullable=False),
        sa.Column("rows_inserted", sa.BigInteger(), nullable=False),
        sa.Column("rows_duplicate", sa.BigInteger(), nullable=False),
        sa.Column("rows_conflict", sa.BigInteger(), nullable=False),
        sa.Column("rows_rejected", sa.BigInteger(), nullable=False),
        sa.Column("rows_overlapping", sa.BigInteger(), nullable=False),
        sa.Column("first_started_at", sa.BigInteger(), nullable=True),
        sa.Column("last_started_at", sa.BigInteger(), nullable=True),
        sa.Column("overlap_sums", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "import_id"],
            ["usage_import.tenant", "usage_import.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "import_id"),
    )
    op.create_table(
        "withdrawn_import",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("import_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "import_id"],
            ["published_import.tenant", "published_import.import_id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "import_id"),
    )
    history = ("ledger_entry", "usage_record", "published_import", "withdrawn_import")
    for statement in append_only.statements(op.get_bind().dialect.name, history):
        op.execute(sa.text(statement))
