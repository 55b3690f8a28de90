"""A bundled CSV table, read row by row: each cell is checked, and a fault names file and line."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pricing.country_codes import COUNTRY_CODES
from pricing.errors import DataFileError
from pricing.money import CURRENCY_DIGITS


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. Every reader raises DataFileError for what the cell may not hold."""

    file: str
    line: int
    cells: dict[str, str]

    def fault(self, reason: str) -> DataFileError:
        """The error to raise for this line."""
        return DataFileError(self.file, self.line, reason)

    def text(self, column: str) -> str:
        """A cell that may not be empty."""
        value = self.cells[column]
        if not value:
            raise self.fault(f"{column} is empty")
        return value

    def optional(self, column: str) -> str | None:
        return self.cells[column] or None

    def choice(self, column: str, allowed: Sequence[str]) -> str:
        value = self.cells[column]
        if value not in allowed:
            raise self.fault(f"{column} is {value!r}, not one of {', '.join(allowed)}")
        return value

    def yes(self, column: str) -> bool:
        return self.choice(column, ("yes", "no")) == "yes"

    def names(self, column: str) -> tuple[str, ...]:
        """Names apart by semicolons; none for an empty cell."""
        names = tuple(name.strip() for name in self.cells[column].split(";")) if self.cells[column] else ()
        if not all(names):
            raise self.fault(f"{column} holds an empty name")
        return names

    def country(self, column: str) -> str:
        value = self.cells[column]
        if value not in COUNTRY_CODES:
            raise self.fault(f"{column} is {value!r}, not an ISO 3166-1 code")
        return value

    def currency(self, column: str) -> str:
        value = self.cells[column]
        if value not in CURRENCY_DIGITS:
            raise self.fault(f"{column} is {value!r}, not an ISO 4217 code")
        return value

    def day(self, column: str) -> date:
        try:
            return date.fromisoformat(self.cells[column])
        except ValueError:
            raise self.fault(f"{column} is {self.cells[column]!r}, not a date such as 2022-01-25") from None

    def whole(self, column: str, at_least: int = 0) -> int:
        value = self.cells[column]
        if not (value.isascii() and value.isdigit()) or int(value) < at_least:
            raise self.fault(f"{column} is {value!r}, not a whole number from {at_least}")
        return int(value)

    def amount(self, column: str) -> Decimal:
        """Zero or more."""
        try:
            value = Decimal(self.cells[column])
        except InvalidOperation:
            value = Decimal(-1)
        if not value.is_finite() or value < 0:
            raise self.fault(f"{column} is {self.cells[column]!r}, not an amount of zero or more")
        return value


def read_text(path: Path) -> str:
    """A data file's text. Raises DataFileError when it is missing or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise DataFileError(path.name, None, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise DataFileError(path.name, None, "is not UTF-8") from None


def read_table(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a CSV file that must have exactly these columns."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    header = next(reader, [])
    if header != list(columns):
        raise DataFileError(path.name, 1, f"columns must be {','.join(columns)}")
    line = 2
    try:
        for cells in reader:
            if len(cells) != len(columns):
                raise DataFileError(path.name, line, f"has {len(cells)} cells, not {len(columns)}")
            yield Row(path.name, line, dict(zip(columns, cells, strict=True)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataFileError(path.name, line, str(error)) from None
