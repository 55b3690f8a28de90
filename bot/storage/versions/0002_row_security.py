"""On PostgreSQL each transaction is kept to the rows of one tenant; the index by age has the tenant first."""

from alembic import op

from pricing.storage import row_security, text_order

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES = "conversation_memory seen_activity used_nonce audit unanswered feedback welcomed"


def upgrade() -> None:
    """Order texts in one way, then enable and force it, on every table."""
    for statement in text_order.statements(op.get_bind(), _TABLES.split()):
        op.execute(statement)
    op.drop_index("seen_activity_by_age", "seen_activity")
    op.create_index("seen_activity_by_age", "seen_activity", ["tenant", "seen_at"])
    for statement in row_security.statements(op.get_bind().dialect.name, _TABLES.split()):
        op.execute(statement)
