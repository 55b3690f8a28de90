"""Triggers that keep the audit log append-only, whoever writes to the file."""

from collections.abc import Iterator

from pricing.storage.append_only import no_replace

_WHY = "the audit log is never changed"
NO_REPLACE = no_replace("audit", ["id"], _WHY)
"""On SQLite."""


def statements(dialect: str) -> Iterator[str]:
    """The DDL that creates the triggers; dialect is sqlite or postgresql."""
    if dialect == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER audit_no_{deed.lower()} BEFORE {deed} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{_WHY}'); END"
            )
        yield NO_REPLACE
        return
    yield (
        "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_WHY}'; END $$"
    )
    yield (
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit "
        "FOR EACH ROW EXECUTE FUNCTION audit_append_only()"
    )
    yield (
        "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
    )
