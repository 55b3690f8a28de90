"""The columns of the usage report: found in a file's header whatever their order and the delimiter."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import cast

from pricing.errors import UsageReportError
from pricing.imports.told import told

COLUMNS = (
    "UsageId", "Call ID", "Conference ID", "User Location", "AAD ObjectId", "UPN", "User Display Name",
    "Caller ID", "Call Type", "Number Type", "Domestic/International", "Destination Dialed",
    "Destination Number", "Start Time", "End Time", "Duration Seconds", "Connection Fee", "Charge",
    "Currency", "Capability",
)  # fmt: skip
"""The export's twenty columns, as documented in August 2022."""

READ = (
    "UsageId", "Call ID", "Conference ID", "User Location", "UPN", "User Display Name", "Caller ID",
    "Call Type", "Number Type", "Destination Dialed", "Destination Number", "Start Time", "Duration Seconds",
    "Connection Fee", "Charge", "Currency", "Capability",
)  # fmt: skip
"""Those that are kept, in the order in which `Layout.pick` gives them."""

NEEDED = frozenset(
    {
        "UsageId",
        "Call Type",
        "Start Time",
        "Duration Seconds",
        "Connection Fee",
        "Charge",
        "Currency",
        "Capability",
    }
)
"""Without these no charge can be told from another."""

DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Layout:
    """How one file's rows are laid out."""

    delimiter: str
    width: int
    """Number of columns."""
    positions: tuple[int, ...]
    """Where the READ columns stand; `width` for one that the file lacks."""
    pick: Callable[[Sequence[str]], tuple[str, ...]]
    """Takes the READ columns out of a row of that width; a column that the file lacks is empty."""


@lru_cache(maxsize=100)
def layout_of(header: str) -> Layout:
    """Read a header line. Raises UsageReportError, saying what else the file seems to be."""
    delimiter = max(DELIMITERS, key=lambda one: len(_known(_cells(header, one))))
    cells = _cells(header, delimiter)
    known = _known(cells)
    missing = [name for name in READ if name in NEEDED and name not in known]
    if missing:
        raise UsageReportError(_what_it_is(cells, known, missing))
    width = len(cells)
    positions = tuple(known.get(name, width) for name in READ)
    return Layout(delimiter, width, positions, _picker(positions, width))


def _cells(header: str, delimiter: str) -> list[str]:
    return next(csv.reader([header], delimiter=delimiter), [])


def _known(cells: Sequence[str]) -> dict[str, int]:
    wanted = {_plain(name): name for name in COLUMNS}
    found: dict[str, int] = {}
    for position, cell in enumerate(cells):
        name = wanted.get(_plain(cell))
        if name is not None:
            found.setdefault(name, position)
    return found


def _plain(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())


def _picker(positions: Sequence[int], width: int) -> Callable[[Sequence[str]], tuple[str, ...]]:
    pick = cast(Callable[[Sequence[str]], tuple[str, ...]], itemgetter(*positions))
    return pick if width not in positions else lambda row: pick((*row, ""))


def _what_it_is(cells: Sequence[str], known: dict[str, int], missing: Sequence[str]) -> str:
    plain = {_plain(cell) for cell in cells}
    if {"correlationid", "sbcfqdn"} & plain:
        return told("direct_routing")
    if not known:
        return told("no_usage_report")
    return told("usage_report_lacks", written=", ".join(missing))
