"""Records of different ids that may be one call: found when an import is done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from pricing.storage.schema import usage_record


class Member(NamedTuple):
    """A record of a group."""

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
        """What makes it the same call as another."""
        return self[2:]


@dataclass
class FoundOverlaps:
    """Records of one import that may count a call again."""

    calls: int = 0
    micro_units: dict[str, int] = field(default_factory=dict)
    """Their charges by currency."""

    def add(self, group: Sequence[Member], import_id: int) -> None:
        """Sum what may count again of a group that holds records of this import."""
        own = sum(member.import_id == import_id for member in group)
        again = own if own < len(group) else own - 1
        charge, currency = group[0].charge_micro_units, group[0].currency
        self.calls += again
        self.micro_units[currency] = self.micro_units.get(currency, 0) + again * charge


def groups(rows: Iterable[Sequence[Any]], import_id: int) -> Iterator[list[Member]]:
    """Candidates in their order as the groups in which a record of this import shares a call."""
    members = (Member(*row) for row in rows)
    for _, equal in groupby(members, key=lambda member: member.call):
        group = list(equal)
        if len(group) > 1 and any(member.import_id == import_id for member in group):
            yield group


def select_candidates(dialect: str) -> str:
    """The query, with the names of `values` as parameters."""
    # SQLite keeps the order of a CROSS JOIN, which is the one that reads few rows.
    return _SELECT.format(join="CROSS JOIN" if dialect == "sqlite" else "JOIN")


def values(tenant: str, import_id: int, span: tuple[int, int]) -> dict[str, object]:
    """The query's parameters; `span`: starts of the import's earliest and latest call."""
    return {"tenant": tenant, "import_id": import_id, "first": span[0], "last": span[1]}


# Equal starts and durations are found in the index alone; only these few records are read.
_SELECT = f"""
    WITH candidate AS (
        SELECT started_at, duration_seconds FROM {usage_record.name}
        WHERE tenant = :tenant AND started_at BETWEEN :first AND :last
        GROUP BY started_at, duration_seconds HAVING count(*) > 1
    )
    SELECT {", ".join(Member._fields)}
    FROM candidate {{join}} {usage_record.name} USING (started_at, duration_seconds)
    WHERE tenant = :tenant AND call_id <> '' AND (
        import_id = :import_id
        OR import_id IN (SELECT import_id FROM published_import WHERE tenant = :tenant)
        AND import_id NOT IN (SELECT import_id FROM withdrawn_import WHERE tenant = :tenant)
    )
    ORDER BY started_at, duration_seconds, call_id, call_type, charge_micro_units, currency, usage_id
"""  # noqa: S608  # the names are ours
