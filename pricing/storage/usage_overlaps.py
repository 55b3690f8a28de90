"""Records of different ids that may be one call: found when an import is done, on SQLite."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from pricing.storage.schema import usage_overlap, usage_record


class _Member(NamedTuple):
    usage_id: str
    import_id: int
    call_id: str
    started_at: int
    duration_seconds: int
    call_type: str
    charge_micro_units: int
    currency: str

    @property
    def call(self) -> tuple[object, ...]:
        return self[2:]


@dataclass
class FoundOverlaps:
    """Records of one import that may count a call again."""

    calls: int = 0
    micro_units: dict[str, int] = field(default_factory=dict)
    """Their charges by currency."""


def any_(connection: sqlite3.Connection, tenant: str, import_id: int, span: tuple[int, int]) -> bool:
    """Whether there is anything to note; mostly there is not, and nothing needs to be written."""
    return next(_groups(connection, tenant, import_id, span), None) is not None


def note(connection: sqlite3.Connection, tenant: str, import_id: int, span: tuple[int, int]) -> FoundOverlaps:
    """List every record that shares a call with one of this import, and sum what may count again.

    `span`: starts of the import's earliest and latest call.
    """
    found = FoundOverlaps()
    for group in _groups(connection, tenant, import_id, span):
        connection.executemany(_INSERT, ((tenant, *member) for member in group))
        own = sum(member.import_id == import_id for member in group)
        again = own if own < len(group) else own - 1
        charge, currency = group[0].charge_micro_units, group[0].currency
        found.calls += again
        found.micro_units[currency] = found.micro_units.get(currency, 0) + again * charge
    return found


def _groups(
    connection: sqlite3.Connection, tenant: str, import_id: int, span: tuple[int, int]
) -> Iterator[list[_Member]]:
    values = {"tenant": tenant, "import_id": import_id, "first": span[0], "last": span[1]}
    rows = (_Member(*row) for row in connection.execute(_SELECT, values))
    for _, members in groupby(rows, key=lambda member: member.call):
        group = list(members)
        if len(group) > 1 and any(member.import_id == import_id for member in group):
            yield group


_COLUMNS = ", ".join(_Member._fields)
_INSERT = (
    f"INSERT OR IGNORE INTO {usage_overlap.name} (tenant, {_COLUMNS}) "  # noqa: S608
    f"VALUES ({', '.join('?' * (len(_Member._fields) + 1))})"
)
# Equal starts and durations are found in the index alone; only these few records are read.
_SELECT = f"""
    WITH candidate AS (
        SELECT started_at, duration_seconds FROM {usage_record.name}
        WHERE tenant = :tenant AND started_at BETWEEN :first AND :last
        GROUP BY started_at, duration_seconds HAVING count(*) > 1
    )
    SELECT {_COLUMNS} FROM candidate CROSS JOIN {usage_record.name} USING (started_at, duration_seconds)
    WHERE tenant = :tenant AND call_id <> '' AND (
        import_id = :import_id
        OR import_id IN (SELECT import_id FROM published_import WHERE tenant = :tenant)
        AND import_id NOT IN (SELECT import_id FROM withdrawn_import WHERE tenant = :tenant)
    )
    ORDER BY started_at, duration_seconds, call_id, call_type, charge_micro_units, currency, usage_id
"""  # noqa: S608  # the names are ours
