"""Texts in the order of their code points on PostgreSQL, whatever the database's language.

SQLite and Python order them so. The order of ids decides which of two charges of one second is drawn first.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection


def statements(connection: Connection, tables: Iterable[str]) -> Iterator[str]:
    """The DDL for all text columns of these tables, before their policies are there; none for SQLite."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        names = connection.exec_driver_sql(_TEXTS, (table,)).scalars()
        changes = ", ".join(f'ALTER COLUMN {name} TYPE text COLLATE "C"' for name in names)
        yield f"ALTER TABLE {table} {changes}"


_TEXTS = (
    "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass($1) AND atttypid = 'text'::regtype "
    "AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
)
