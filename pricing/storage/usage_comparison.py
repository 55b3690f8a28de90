"""Records of an import against what is known under their ids: new, known already, or of other content."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pricing.usage import Fields, content_of

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

    lines: list[int] = field(default_factory=list)
    """Of each record, where it stood."""
    records: list[Fields] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def __len__(self) -> int:
        """Rows that were read."""
        return len(self.records) + len(self.rejected)


@dataclass
class Written:
    """What became of the records of a batch."""

    inserted: list[Fields]
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

    new: list[tuple[int, int, Fields]] = field(default_factory=list)
    """With their attempt and line."""
    conflicts: list[tuple[int, Fields]] = field(default_factory=list)
    """With their line."""
    duplicate: int = 0

    def add_to(self, written: Written) -> None:
        """Count them."""
        written.inserted.extend(fields for _, _, fields in self.new)
        written.conflict += len(self.conflicts)
        written.duplicate += self.duplicate


def compare(lines: Sequence[int], records: Sequence[Fields], known: dict[str, Known]) -> Compared:
    """Sort records; `known` by id is added to, so that earlier rows of the same file count as well."""
    found = Compared()
    for line, fields in zip(lines, records, strict=True):
        earlier = known.get(fields[0])
        if earlier is None or not earlier.in_force:
            attempt = 0 if earlier is None else earlier.attempt + 1
            known[fields[0]] = Known(attempt, True, content_of(fields))
            found.new.append((attempt, line, fields))
        elif earlier.content != content_of(fields):
            found.conflicts.append((line, fields))
        else:
            found.duplicate += 1
    return found
