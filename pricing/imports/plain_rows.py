"""Rows that need no csv module: every cell in quotes and no quote within one, as exports are, or none.

Splitting them as one text takes half the csv module's time and gives the same.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from pricing.imports.usage_columns import Layout

Columns = Sequence[Sequence[str]]
"""The READ columns of some rows, in that order."""


@dataclass(frozen=True)
class PlainRows:
    """Some rows without a blank line between them."""

    lines: range
    """Where each begins, counted from 1."""
    cells: list[str]
    """Row after row, each but the last with a cell more that marks its end."""
    layout: Layout

    @property
    def rows(self) -> list[list[str]]:
        """Each with the layout's width."""
        width = self.layout.width
        return [self.cells[start : start + width] for start in range(0, len(self.cells), width + 1)]

    def columns(self) -> Columns:
        """Those that are read; one that the file lacks is empty."""
        width, missing = self.layout.width, [""] * len(self.lines)
        return [
            self.cells[position :: width + 1] if position < width else missing
            for position in self.layout.positions
        ]


def plain_rows(text: str, first_line: int, layout: Layout) -> PlainRows | None:
    """The rows of some whole lines; None when one of them needs a closer look."""
    count, quotes = text.count("\n") + 1, text.count('"')
    if len(text) > csv.field_size_limit() or quotes not in (0, 2 * layout.width * count):
        return None
    between = f'"{layout.delimiter}"' if quotes else layout.delimiter
    cells = _split(text[1:-1], '"\n"', between) if quotes else _split(text, "\n", between)
    if not _in_place(cells, layout.width, count) or (quotes and not text[0] == text[-1] == '"'):
        return None
    return PlainRows(range(first_line, first_line + count), cells, layout)


def _split(text: str, between_rows: str, between_cells: str) -> list[str]:
    marked = text.replace(between_rows, f"{between_cells}\n{between_cells}")
    return marked.split(between_cells)


def _in_place(cells: list[str], width: int, rows: int) -> bool:
    """As many cells as the rows have, and after each row its end: so none is too long or too short."""
    return len(cells) == rows * (width + 1) - 1 and cells[width :: width + 1].count("\n") == rows - 1
