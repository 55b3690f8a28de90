"""Memory, deduplication, nonces, audit, unanswered questions, feedback and welcomes."""

import sqlalchemy as sa
from alembic import op

from bot.storage import append_only

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBERS = {"version", "updated_at", "seen_at", "used_at", "at", "count", "last_at"}


def upgrade() -> None:
    """Create the first tables."""
    _create("conversation_memory", "tenant conversation user_id", "version updated_at body")
    _create("seen_activity", "tenant conversation activity", "seen_at")
    op.create_index("seen_activity_by_age", "seen_activity", ["seen_at"])
    _create("used_nonce", "tenant nonce", "used_at")
    _create("audit", "tenant id", "at user_id deed scope outcome", sa.Integer())
    _create("unanswered", "tenant question", "locale count last_at")
    _create("feedback", "tenant id", "at reaction intent")
    _create("welcomed", "tenant conversation user_id", "at")
    for statement in append_only.statements(op.get_bind().dialect.name):
        op.execute(statement)


def _create(table: str, key: str, others: str, id_type: sa.types.TypeEngine | None = None) -> None:
    keys = [sa.Column(name, id_type if name == "id" and id_type else sa.Text()) for name in key.split()]
    columns = [sa.Column(name, _type(name), nullable=name == "intent") for name in others.split()]
    op.create_table(table, *keys, *columns, sa.PrimaryKeyConstraint(*key.split()))


def _type(name: str) -> sa.types.TypeEngine:
    if name in ("version", "count"):
        return sa.Integer()
    return sa.BigInteger() if name in _NUMBERS else sa.Text()
