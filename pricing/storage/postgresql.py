"""PostgreSQL: the engine, the tenant of a transaction, and what the application's role may do."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import functions
from sqlalchemy.sql.compiler import SQLCompiler

from pricing.errors import DatabaseError
from pricing.storage.revisions import Schema
from pricing.storage.row_security import SETTING

KEPT_CONNECTIONS, MOST_CONNECTIONS = 5, 30
"""Of a process; imports that wait for their turn hold one each."""
READING = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""Execution options of a transaction that sees one state and changes nothing."""
NOT_SET_UP = (
    "the database is not set up for this program: run `python app.py migrate` with DATABASE_OWNER_URL set"
)
_ABOVE_RULES = (
    "DATABASE_URL connects as {role}, which {why}: nothing would keep organisations apart; "
    "connect as a role that owns nothing"
)


@compiles(functions.sum, "postgresql")
def _whole(element: functions.sum[int], compiler: SQLCompiler, **options: Any) -> str:
    # Its sum of integers is a numeric, which the driver gives as a Decimal; all our sums are whole and fit.
    return f"CAST({compiler.visit_function(element, **options)} AS BIGINT)"


def engine(url: str, patience_seconds: int) -> AsyncEngine:
    """A pool that tries each connection before it is used."""
    return create_async_engine(
        url,
        pool_pre_ping=True,
        max_overflow=MOST_CONNECTIONS - KEPT_CONNECTIONS,
        pool_size=KEPT_CONNECTIONS,
        connect_args={"timeout": patience_seconds},
    )


def unreachable() -> tuple[type[Exception], ...]:
    """What opening a connection raises when there is no server, or none that lets us in."""
    import asyncpg  # only where one is used: it costs as much as a question

    return OSError, TimeoutError, DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError


async def keep_to(connection: AsyncConnection, tenant: str | None) -> None:
    """Show this transaction one tenant's rows. It ends with the transaction: a pool passes nothing on."""
    if tenant is not None:
        statement = text(f"SELECT set_config('{SETTING}', :tenant, true)")
        await connection.execute(statement, {"tenant": tenant})


async def check_role(connection: AsyncConnection) -> None:
    """Raises DatabaseError for a role that row security does not bind, or that could switch it off."""
    role = (await connection.execute(_ROLE)).one()
    reasons = (
        (role.rolsuper, "is a superuser"),
        (role.rolbypassrls, "may bypass row-level security"),
        (role.owns, "owns the tables"),
    )
    for applies, why in reasons:
        if applies:
            raise DatabaseError(_ABOVE_RULES.format(role=role.rolname, why=why))


async def admit(connection: AsyncConnection, role: str, schemas: Iterable[Schema]) -> None:
    """Let the role read and write the rows of these tables, and nothing else."""
    name = connection.dialect.identifier_preparer.quote(role)
    for schema in schemas:
        tables = ", ".join(schema.metadata.tables)
        await connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {name}")
        await connection.exec_driver_sql(f"GRANT SELECT ON {schema.version_table} TO {name}")


_ROLE = text(
    "SELECT rolname, rolsuper, rolbypassrls, EXISTS (SELECT 1 FROM pg_class WHERE relkind = 'r' "
    "AND relnamespace = current_schema()::regnamespace AND pg_has_role(relowner, 'USAGE')) AS owns "
    "FROM pg_roles WHERE rolname = current_user"
)
