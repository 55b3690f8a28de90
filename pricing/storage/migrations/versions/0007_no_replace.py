"""Guard history on SQLite from REPLACE, whoever writes to the file."""

from alembic import op

from pricing.storage import append_only

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the guards in place of the one that ledger entries had."""
    if op.get_bind().dialect.name == "sqlite":
        for table, guard in append_only.guards_from_replace():
            op.execute(f"DROP TRIGGER IF EXISTS {table}_no_replace")
            op.execute(guard)
