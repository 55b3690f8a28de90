"""On PostgreSQL each transaction is kept to the rows of one tenant."""

from alembic import op

from pricing.storage import row_security, text_order

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES = """
    demo forgetting import_lease ledger_entry organisation usage_conflict usage_import usage_record
    usage_rejected usage_total organiser_total usage_overlap published_import withdrawn_import
    rate_card rate charge_total
"""


def upgrade() -> None:
    """Order texts in one way, then enable and force it, on every table."""
    for statement in text_order.statements(op.get_bind(), _TABLES.split()):
        op.execute(statement)
    for statement in row_security.statements(op.get_bind().dialect.name, _TABLES.split()):
        op.execute(statement)
