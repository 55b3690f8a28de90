"""Conversations in which the bot may no longer write."""

import sqlalchemy as sa
from alembic import op

from pricing.storage import row_security, text_order

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLE = "parked_conversation"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        _TABLE,
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("parked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "conversation"),
    )
    for statement in text_order.statements(op.get_bind(), [_TABLE]):
        op.execute(statement)
    for statement in row_security.statements(op.get_bind().dialect.name, [_TABLE]):
        op.execute(statement)
