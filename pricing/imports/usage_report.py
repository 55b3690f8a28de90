"""A usage CSV as rows with their line numbers, in any of the encodings and delimiters that it may have.

Read in pieces that fit a processor's cache, so that memory does not grow with the file. A piece that is not
plain is split by the csv module in one go; only when that does not give one row per line is it looked at line
by line, so that a stray quote spoils its own row and never the rows after it.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from pricing.errors import UsageReportError
from pricing.imports.plain_rows import Columns, PlainRows, plain_rows
from pricing.imports.told import told
from pricing.imports.usage_columns import Layout, layout_of

PIECE_CHARACTERS = 64 * 1024
LONGEST_LINE = 64 * 1024
MOST_LINES_OF_A_ROW = 5
"""A quoted field may hold line breaks; beyond this many a quote is missing."""

BROKEN: list[str] = ["\0broken quotes"]
"""Stands for a line whose quotes do not close; compare by identity."""


@dataclass(frozen=True)
class Rows:
    """Some rows in their order, each with the line that it begins on, counted from 1."""

    lines: Sequence[int]
    rows: Sequence[list[str]]
    """BROKEN for a line that is no row; blank lines are left out."""
    layout: Layout

    def columns(self) -> Columns | None:
        """Those that are read; None when not every row has the layout's width."""
        if set(map(len, self.rows)) != {self.layout.width}:
            return None
        return tuple(zip(*map(self.layout.pick, self.rows), strict=True))


class UsageReport:
    """One CSV of the usage report; whoever opened the stream closes it."""

    def __init__(self, stream: BinaryIO) -> None:
        """Reads the header. Raises UsageReportError when it is none."""
        self._text = io.TextIOWrapper(stream, encoding=_encoding(stream), errors="replace", newline=None)
        self._pieces = self._whole_lines()
        self._first: str | None = next(self._pieces, None)
        self._line = 1
        header = self._next_header()
        if header[:4].lower() == "sep=":
            header = self._next_header()
        if not header.strip():
            raise UsageReportError(told("file_empty"))
        self.layout: Layout = layout_of(header)

    def pieces(self) -> Iterator[Rows | PlainRows]:
        """All rows after the header. Raises UsageReportError for what is no text."""
        left: list[str] = []
        for text in self._after_the_header():
            plain = None if left else plain_rows(text, self._line, self.layout)
            if plain:
                yield plain
                self._line += len(plain.lines)
                continue
            lines = left + text.split("\n")
            rows, used = self._split(lines, at_end=False)
            yield rows
            left = lines[used:]
            self._line += used
        yield self._split(left, at_end=True)[0]
        self._line += len(left)

    @property
    def lines_read(self) -> int:
        """Lines of the file, once all its rows were read."""
        return self._line - 1

    def _next_header(self) -> str:
        if self._first is None:
            return ""
        self._line += 1
        header, more, rest = self._first.partition("\n")
        self._first = rest if more else None
        return header

    def _after_the_header(self) -> Iterator[str]:
        if self._first is not None:
            yield self._first
        yield from self._pieces

    def _whole_lines(self) -> Iterator[str]:
        """Some lines at a time, without the end of the last."""
        rest = ""
        while piece := self._text.read(PIECE_CHARACTERS):
            if "\0" in piece:
                piece = piece.replace("\0", "\N{REPLACEMENT CHARACTER}")  # PostgreSQL's texts cannot hold it
            lines, end, rest = (rest + piece).rpartition("\n")
            if len(rest) > LONGEST_LINE:
                raise UsageReportError(
                    f"a line is longer than {LONGEST_LINE:,} characters: not a usage report"
                )
            if end:
                yield lines
        if rest:
            yield rest

    def _split(self, lines: list[str], at_end: bool) -> tuple[Rows, int]:
        """Rows of these lines, and how many lines were used."""
        try:
            rows = list(csv.reader(lines, delimiter=self.layout.delimiter, strict=True))
        except csv.Error:
            rows = []
        if len(rows) != len(lines) or not all(rows):
            return self._split_one_by_one(lines, at_end)
        return Rows(range(self._line, self._line + len(rows)), rows, self.layout), len(lines)

    def _split_one_by_one(self, lines: list[str], at_end: bool) -> tuple[Rows, int]:
        numbers, rows, at = [], [], 0
        while at < len(lines):
            row, used = self._row(lines, at)
            if row is BROKEN and not at_end and at + MOST_LINES_OF_A_ROW > len(lines):
                break
            if row:
                numbers.append(self._line + at)
                rows.append(row)
            at += used
        return Rows(numbers, rows, self.layout), at

    def _row(self, lines: list[str], at: int) -> tuple[list[str], int]:
        """The row that begins on a line, and its lines; several only if they make a whole row together."""
        for count in range(1, min(MOST_LINES_OF_A_ROW, len(lines) - at) + 1):
            joined = "\n".join(lines[at : at + count])
            try:
                row = next(csv.reader([joined], delimiter=self.layout.delimiter, strict=True), [])
            except csv.Error:
                continue
            if count == 1 or len(row) == self.layout.width:
                return row, count
        return BROKEN, 1


def _encoding(stream: BinaryIO) -> str:
    start = stream.peek(4)[:4] if isinstance(stream, io.BufferedReader) else b""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if start[1:2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if start[:1] == b"\0" else "utf-8-sig"
