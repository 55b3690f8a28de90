"""Alembic's entry: runs the revisions on the connection that `pricing.storage.revisions` hands over."""

from alembic import context

connection = context.config.attributes["connection"]
schema = context.config.attributes["schema"]

context.configure(
    connection=connection,
    target_metadata=schema.metadata,
    version_table=schema.version_table,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
