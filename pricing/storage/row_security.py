"""Row-level security on PostgreSQL: a transaction sees and writes the rows of the tenant it names alone.

It is forced, so that the tables' owner is bound as well; migrations alone are let through.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

SETTING = "minutewise.tenant"
"""Names the tenant of a transaction. Unset, or empty after an earlier transaction, it is no tenant."""
# A query of its own, so that it is looked up once for a statement and not for every row.
_OWN_ROWS = f"tenant = (SELECT nullif(current_setting('{SETTING}', true), ''))"


def statements(dialect: str, tables: Iterable[str]) -> Iterator[str]:
    """The DDL that protects tables with a column `tenant`; none for sqlite, which has no such thing."""
    if dialect != "postgresql":
        return
    for table in tables:
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        yield f"CREATE POLICY {table}_of_tenant ON {table} USING ({_OWN_ROWS}) WITH CHECK ({_OWN_ROWS})"


@contextmanager
def lifted_for_owner(connection: Connection) -> Iterator[None]:
    """Let the owner see the rows of all tenants, for migrations that fill a table from another."""
    if connection.dialect.name != "postgresql":
        yield
        return
    forced = connection.exec_driver_sql(_FORCED).scalars().all()
    for table in forced:
        connection.exec_driver_sql(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield
    for table in forced:
        connection.exec_driver_sql(f"ALTER TABLE IF EXISTS {table} FORCE ROW LEVEL SECURITY")


_FORCED = (
    "SELECT relname FROM pg_class WHERE relforcerowsecurity AND relnamespace = current_schema()::regnamespace"
)
