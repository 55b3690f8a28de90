"""Charges per day without the kinds of calls, so that a balance reads few rows."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and fill it from the totals that are there."""
    op.create_table(
        "charge_total",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("import_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("draws", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("nonzero_charge_calls", sa.BigInteger(), nullable=False),
        sa.Column("nonzero_total_calls", sa.BigInteger(), nullable=False),
        sa.Column("charge_micro_units", sa.BigInteger(), nullable=False),
        sa.Column("fee_micro_units", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "day", "import_id", "currency", "draws"),
    )
    op.execute(
        "INSERT INTO charge_total SELECT tenant, day, import_id, currency, draws, sum(nonzero_charge_calls), "
        "sum(nonzero_total_calls), sum(charge_micro_units), sum(fee_micro_units) "
        "FROM usage_total GROUP BY tenant, day, import_id, currency, draws"
    )
