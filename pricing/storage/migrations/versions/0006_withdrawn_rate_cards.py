"""Withdrawals of rate cards; cards, rates and withdrawals are only ever added to."""

import sqlalchemy as sa
from alembic import op

from pricing.storage import append_only, row_security, text_order

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, and guard the history of rates."""
    op.create_table(
        "withdrawn_rate_card",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("card_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["tenant", "card_id"], ["rate_card.tenant", "rate_card.id"]),
        sa.PrimaryKeyConstraint("tenant", "card_id"),
    )
    dialect = op.get_bind().dialect.name
    for statement in text_order.statements(op.get_bind(), ("withdrawn_rate_card",)):
        op.execute(statement)
    for statement in row_security.statements(dialect, ("withdrawn_rate_card",)):
        op.execute(statement)
    for statement in append_only.statements(dialect, ("rate_card", "rate", "withdrawn_rate_card")):
        op.execute(sa.text(statement))
