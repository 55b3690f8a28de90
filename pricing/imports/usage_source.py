"""The checked rows of all parts of an export, as far as asked."""

import gc
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import NamedTuple

from pricing.imports.archive import Export, Member
from pricing.imports.plain_rows import PlainRows
from pricing.imports.usage_report import BROKEN, Rows, UsageReport
from pricing.imports.usage_rows import RowParser
from pricing.imports.usage_values import RowRejected
from pricing.storage.usage_comparison import Batch, Rejected


class Part(NamedTuple):
    """One CSV of an import; its rows' numbers go on where those of the part before it ended."""

    name: str
    lines_before: int


class Source:
    """The rows of all parts, read as far as asked."""

    def __init__(self, export: Export, rows_per_commit: int) -> None:
        """About `rows_per_commit` rows are read at a time."""
        self.parts: list[Part] = []
        self._enough = rows_per_commit
        self._batches = self._read(export.members)

    def next(self) -> Batch | None:
        """The next rows, about as many as make a commit; None at the end."""
        with no_cycle_search():
            return next(self._batches, None)

    def close(self) -> None:
        """Close the file that is being read."""
        self._batches.close()

    def _read(self, members: Sequence[Member]) -> Generator[Batch, None, None]:
        batch, lines = Batch(), 0
        for member in members:
            self.parts.append(Part(member.name, lines))
            with closing(member.open()) as stream:
                report = UsageReport(stream)
                parser = RowParser(report.layout)
                for piece in report.pieces():
                    _parse(parser, piece, lines, batch)
                    if len(batch) >= self._enough:
                        yield batch
                        batch = Batch()
                lines += report.lines_read
        yield batch


def _parse(parser: RowParser, piece: Rows | PlainRows, lines_before: int, batch: Batch) -> None:
    columns = piece.columns()
    if columns is None:
        return _parse_one_by_one(parser, piece, lines_before, batch)
    try:
        batch.records.extend(parser.many(columns, [line + lines_before for line in piece.lines]))
    except RowRejected:
        _parse_one_by_one(parser, piece, lines_before, batch)


def _parse_one_by_one(parser: RowParser, piece: Rows | PlainRows, lines_before: int, batch: Batch) -> None:
    for line, row in zip(piece.lines, piece.rows, strict=True):
        try:
            if row is BROKEN:
                raise RowRejected("quotes", "has a quote that is not closed")
            batch.records.append((*parser.fields(row), lines_before + line))
        except RowRejected as error:
            batch.rejected.append(Rejected(lines_before + line, error.reason, error.detail))


@contextmanager
def no_cycle_search() -> Iterator[None]:
    """Rows hold no cycles, and looking for some among so many objects would cost a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
