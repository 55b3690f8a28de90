"""Cost centres: whose calls belong to which, by sign-in name."""

import sqlalchemy as sa
from alembic import op

from pricing.storage import row_security, text_order

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the list's head and its rows."""
    op.create_table(
        "cost_centre_list",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.BigInteger(), nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant"),
    )
    op.create_table(
        "cost_centre",
        sa.Column("tenant", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("sign_in_key", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "sign_in_key"),
    )
    tables = ("cost_centre_list", "cost_centre")
    for statement in text_order.statements(op.get_bind(), tables):
        op.execute(statement)
    for statement in row_security.statements(op.get_bind().dialect.name, tables):
        op.execute(statement)
