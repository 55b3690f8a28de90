"""Bringing a database to the newest revision: at once when it is empty, by Alembic when it is older."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, MetaData, inspect, text

from pricing.errors import DatabaseError
from pricing.storage import append_only, row_security, text_order
from pricing.storage.schema import metadata

_ALEMBIC = Path(__file__).parent / "migrations"


@dataclass(frozen=True)
class Schema:
    """Tables that migrate together."""

    metadata: MetaData
    versions: Path
    """Folder of Alembic's revisions, one linear chain; file names begin with the four-digit revision."""
    version_table: str
    more: Callable[[str], Iterable[str]] | None = None
    """DDL beyond the tables for a dialect (sqlite or postgresql), such as triggers."""

    def head(self) -> str:
        """The newest revision, read from the file names: loading Alembic would cost most of a second."""
        return max(file.name[:4] for file in self.versions.glob("[0-9]*.py"))


PRICING = Schema(metadata, _ALEMBIC / "versions", "alembic_version", append_only.statements)


def is_up_to_date(connection: Connection, schema: Schema) -> bool:
    """Whether nothing is left to do. Raises DatabaseError for a database newer than this program."""
    stored, head = stored_revision(connection, schema), schema.head()
    if stored is not None and stored > head:
        raise DatabaseError(
            f"the database is at revision {stored}, newer than this program's {head}: update the program"
        )
    return stored == head


def bring_up_to_date(connection: Connection, schema: Schema) -> None:
    """Create or migrate within the caller's transaction."""
    stored = stored_revision(connection, schema)
    if stored is None:
        _create(connection, schema)
    elif stored < schema.head():
        with row_security.lifted_for_owner(connection):
            upgrade(connection, schema)


def stored_revision(connection: Connection, schema: Schema) -> str | None:
    """The revision the database is at; None when it holds none of these tables."""
    if not inspect(connection).has_table(schema.version_table):
        return None
    row = connection.execute(text(f"SELECT version_num FROM {schema.version_table}")).first()  # noqa: S608
    return row[0] if row else None


def upgrade(connection: Connection, schema: Schema, to: str = "head") -> None:
    """Run Alembic's revisions from where the database is up to the newest, or up to the one given."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _escaped(_ALEMBIC))
    config.set_main_option("version_locations", _escaped(schema.versions))
    config.set_main_option("path_separator", "newline")
    config.attributes.update(connection=connection, schema=schema)
    command.upgrade(config, to)


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


def _create(connection: Connection, schema: Schema) -> None:
    schema.metadata.create_all(connection, checkfirst=False)
    dialect = connection.dialect.name
    tables = list(schema.metadata.tables)
    more = schema.more(dialect) if schema.more else ()
    for statement in (*text_order.statements(connection, tables), *more):
        connection.exec_driver_sql(statement)
    for statement in row_security.statements(dialect, tables):
        connection.exec_driver_sql(statement)
    table = schema.version_table
    connection.exec_driver_sql(
        f"CREATE TABLE {table} "
        f"(version_num VARCHAR(32) NOT NULL, CONSTRAINT {table}_pkc PRIMARY KEY (version_num))"
    )
    connection.execute(text(f"INSERT INTO {table} VALUES (:head)"), {"head": schema.head()})  # noqa: S608
