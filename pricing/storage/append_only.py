"""Triggers that keep history append-only, on both engines, whoever writes to the file.

A whole tenant that is being erased (a row in `forgetting`) is the one exception.
"""

from collections.abc import Iterable, Iterator

_WHY = {
    "ledger_entry": "ledger entries are never changed: record a new entry with a reason",
    "usage_record": "published usage records are never changed: withdraw the import instead",
    "published_import": "a published import is never changed: withdraw it instead",
    "withdrawn_import": "a withdrawal is never changed: import the file again instead",
    "rate_card": "a rate card is never changed: withdraw it instead",
    "rate": "a rate is never changed: withdraw its card instead",
    "withdrawn_rate_card": "a withdrawal is never changed: import the card again instead",
}
_KEYS = {
    "ledger_entry": ("id", "client_key"),
    "published_import": ("import_id",),
    "withdrawn_import": ("import_id",),
    "rate_card": ("id",),
    "rate": ("card_id, position",),
    "withdrawn_rate_card": ("card_id",),
}
"""Each is unique within a tenant. Usage records come by the million, and any trigger costs a fifth of what it
takes to insert one: of these `verify` finds those that were replaced."""
_FORGOTTEN = "EXISTS (SELECT 1 FROM forgetting WHERE tenant = OLD.tenant)"
_PUBLISHED = "EXISTS (SELECT 1 FROM published_import WHERE tenant = OLD.tenant AND import_id = OLD.import_id)"


def statements(dialect: str, tables: Iterable[str] = tuple(_WHY)) -> Iterator[str]:
    """The DDL that creates the triggers of these tables; dialect is sqlite or postgresql."""
    for table in tables:
        yield from _sqlite(table) if dialect == "sqlite" else _postgresql(table)


def _blocked(table: str, deed: str) -> str:
    conditions = [_PUBLISHED] if table == "usage_record" else []
    if deed == "DELETE":
        conditions.append(f"NOT {_FORGOTTEN}")
    return " AND ".join(conditions) or "TRUE"


def _sqlite(table: str) -> Iterator[str]:
    for deed in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
            f"WHEN {_blocked(table, deed)} BEGIN SELECT RAISE(ABORT, '{_WHY[table]}'); END"
        )
    if table in _KEYS:
        yield no_replace(table, _KEYS[table], _WHY[table])


def guards_from_replace() -> Iterator[tuple[str, str]]:
    """Tables of SQLite and the trigger that keeps each from REPLACE."""
    for table, keys in _KEYS.items():
        yield table, no_replace(table, keys, _WHY[table])


def no_replace(table: str, keys: Iterable[str], why: str) -> str:
    """The trigger of SQLite against REPLACE, which deletes what has the key of the new row.

    That fires no trigger of the deletion unless the connection asked for it, and only ours does.
    """
    known = [f"(tenant, {key}) = (NEW.tenant, {_of_new(key)})" for key in keys]
    found = (f"EXISTS (SELECT 1 FROM {table} WHERE {one})" for one in (*known, "rowid = NEW.rowid"))  # noqa: S608
    return (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {' OR '.join(found)} "
        f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
    )


def _of_new(key: str) -> str:
    """The columns of a key as those of the row to come."""
    return ", ".join(f"NEW.{column}" for column in key.split(", "))


def _postgresql(table: str) -> Iterator[str]:
    yield (
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_WHY[table]}'; END $$"
    )
    for deed in ("UPDATE", "DELETE"):
        yield from _postgresql_row_trigger(table, deed)
    yield (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )


def _postgresql_row_trigger(table: str, deed: str) -> Iterator[str]:
    # A WHEN of PostgreSQL may hold no subquery, so the condition stands in the function.
    function = f"{table}_no_{deed.lower()}"
    kept = "OLD" if deed == "DELETE" else "NEW"
    yield (
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {_blocked(table, deed)} THEN RAISE EXCEPTION '{_WHY[table]}'; END IF; RETURN {kept}; END $$"
    )
    yield (f"CREATE TRIGGER {function} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()")
