"""On PostgreSQL each transaction is kept to the rows of one tenant; the index by age has the tenant first."""

from alembic import op

from pricing.storage import row_security

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES = "conversation_memory seen_activity used_nonce audit unanswered feedback welcomed"


def upgrade() -> None:
    """Enable and force it on every table."""
    op.drop_index("seen_activity_by_age", "seen_activity")
    op.create_index("seen_activity_by_age", "seen_activity", ["tenant", "seen_at"])
    for statement in row_security.statements(op.get_bind().dialect.name, _TABLES.split()):
        op.execute(statement)
