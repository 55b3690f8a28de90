"""Records of an import against what is known under their ids: new, known already, or of other content."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pricing.usage import Row, content_of

COMPARED_AT_ONCE = 5_000
"""Records whose stored namesakes are held in memory."""


class Rejected(NamedTuple):
    """A row that could not be used."""

    line: int
    reason: str
    detail: str


@dataclass
class Batch:
    """Rows that are written together."""

    records: list[Row] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def __len__(self) -> int:
        """Rows that were read."""
        return len(self.records) + len(self.rejected)


@dataclass
class Written:
    """What became of the records of a batch."""

    inserted: list[Row]
    duplicate: int = 0
    conflict: int = 0


class Known(NamedTuple):
    """What is stored under an id: its newest attempt."""

    attempt: int
    in_force: bool
    """Not withdrawn; records of the import itself are in force."""
    content: tuple[object, ...]


@dataclass
class Compared:
    """Records apart by what becomes of them."""

    new: list[tuple[int, Row]] = field(default_factory=list)
    """With their attempt."""
    conflicts: list[Row] = field(default_factory=list)
    duplicate: int = 0

    def add_to(self, written: Written) -> None:
        """Count them."""
        written.inserted.extend(row for _, row in self.new)
        written.conflict += len(self.conflicts)
        written.duplicate += self.duplicate


def compare(records: Sequence[Row], known: dict[str, Known]) -> Compared:
    """Sort records; `known` by id is added to, so that earlier rows of the same file count as well."""
    found = Compared()
    for row in records:
        earlier = known.get(row[0])
        if earlier is None or not earlier.in_force:
            attempt = 0 if earlier is None else earlier.attempt + 1
            known[row[0]] = Known(attempt, True, content_of(row))
            found.new.append((attempt, row))
        elif earlier.content != content_of(row):
            found.conflicts.append(row)
        else:
            found.duplicate += 1
    return found
