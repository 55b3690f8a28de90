"""Guard the audit log on SQLite from REPLACE, whoever writes to the file."""

from alembic import op

from bot.storage.append_only import NO_REPLACE

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the guard there."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS audit_no_replace")
        op.execute(NO_REPLACE)
