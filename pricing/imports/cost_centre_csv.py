"""A CSV of sign-in names and cost centres, as an HR system or a directory exports it.

Two columns by their headings, in any order, others are passed over. A row without a cost centre leaves its
person unassigned.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pricing.cost_centres import sign_in_key
from pricing.errors import CostCentreError, NoCostCentreList
from pricing.imports.told import Told, told

MOST_BYTES = 20_000_000
MOST_ROWS = 500_000
LONGEST_NAME = 80
"""Characters of a cost centre's name."""
LONGEST_SIGN_IN = 320
MOST_FAULTS_LISTED = 50
_USER = frozenset(
    {
        "upn",
        "user principal name",
        "userprincipalname",
        "user_principal_name",
        "sign-in name",
        "user name",
        "username",
    }
)
_CENTRE = frozenset(
    {"cost centre", "cost center", "cost_centre", "cost_center", "costcentre", "costcenter", "department"}
)


class CostCentreFile(NamedTuple):
    """What a file says."""

    of_user: dict[str, str]
    """Cost centre by `sign_in_key`."""
    without: int
    """Rows that name a person and no cost centre."""


def read_cost_centres(file: Path) -> CostCentreFile:
    """The whole list. Raises CostCentreError with every fault and its line; nothing is taken then.

    NoCostCentreList where the columns are not there.
    """
    text = _text(file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        user_at, centre_at = _columns(next(reader, []))
        return _List().read(
            (reader.line_num, _cell(cells, user_at), _cell(cells, centre_at))
            for cells in reader
            if any(cell.strip() for cell in cells)
        )
    except csv.Error as error:
        raise CostCentreError([told("csv_unreadable", reader.line_num, written=error)]) from None


class _List:
    """Rows as they come, with what is wrong in them."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}
        self._lines: dict[str, int] = {}
        self._without = 0
        self._faults: list[Told] = []

    def read(self, rows: Iterator[tuple[int, str, str]]) -> CostCentreFile:
        """All of them. Raises CostCentreError."""
        for count, (line, user, centre) in enumerate(rows):
            if count >= MOST_ROWS or len(self._faults) >= MOST_FAULTS_LISTED:
                self._faults.append(told("rest_not_read", line))
                break
            fault = self._add(line, user, centre)
            if fault is not None:
                self._faults.append(fault)
        if not self._found and not self._faults:
            self._faults.append(told("no_centres", 1))
        if self._faults:
            raise CostCentreError(self._faults)
        return CostCentreFile(self._found, self._without)

    def _add(self, line: int, user: str, centre: str) -> Told | None:
        """What is wrong with the row; None when it counts."""
        if "@" not in user or len(user) > LONGEST_SIGN_IN or not user.isprintable():
            return told("sign_in_wrong", line, written=repr(user[:40]))
        if len(centre) > LONGEST_NAME or not centre.isprintable():
            return told("centre_too_long", line, number=LONGEST_NAME)
        if not centre:
            self._without += 1
            return None
        key = sign_in_key(user)
        first = self._lines.setdefault(key, line)
        if self._found.setdefault(key, centre) != centre:
            return told("second_centre", line, written=user[:60], number=first)
        return None


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise CostCentreError([told("too_large", number=MOST_BYTES // 1_000_000)])
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        # The headings are the same bytes in every encoding that spreadsheets save in.
        head = file.read_text(encoding="latin-1").partition("\n")[0]
        _columns(head.split(_delimiter(head)))
        raise CostCentreError([told("not_utf8")]) from None
    except OSError as error:
        raise CostCentreError([error.strerror or str(error)]) from None


def _delimiter(text: str) -> str:
    return max(",;\t", key=text.partition("\n")[0].count)


def _columns(headings: list[str]) -> tuple[int, int]:
    names = [heading.strip().casefold() for heading in headings]
    user = next((at for at, name in enumerate(names) if name in _USER), None)
    centre = next((at for at, name in enumerate(names) if name in _CENTRE), None)
    if user is None or centre is None:
        raise NoCostCentreList([told("columns_not_named", 1)])
    return user, centre


def _cell(cells: list[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""
