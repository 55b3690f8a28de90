"""Microsoft's workbook of per-minute rates (xlsx), as an admin downloads it.

It is of one billing country and currency. No public copy of a filled workbook exists: sheet names and columns
are those of the product page's own words (January 2025). Sheets are told by how their names begin, columns by
their headings, wherever they stand.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pricing.imports.rate_rows import LONGEST_CELL, MOST_BYTES, MOST_ROWS, Fault, RateFileError, RateRows, Row
from pricing.imports.told import told
from pricing.money import CURRENCY_DIGITS
from pricing.rate_card import CallType, RateCard

MOST_UNPACKED_BYTES = 150_000_000
MOST_SHEETS = 50
MOST_COLUMNS = 40
_HEADING_WITHIN = 30
"""Rows above the headings may hold a title and notes."""

_SHEETS = (
    (re.compile(r"dial-?\s?in to toll[\s-]?free", re.IGNORECASE), CallType.TOLL_FREE),
    (re.compile(r"dial-?\s?in to toll", re.IGNORECASE), CallType.TOLL),
    (re.compile(r"dial-?\s?out", re.IGNORECASE), CallType.DIAL_OUT),
)
HEADINGS = (
    ("origin_type", re.compile(r"originating number type", re.IGNORECASE)),
    ("number_type", re.compile(r"terminating number type", re.IGNORECASE)),
    ("origin", re.compile(r"origin", re.IGNORECASE)),
    ("destination", re.compile(r"destination", re.IGNORECASE)),
    ("prefixes", re.compile(r"prefix", re.IGNORECASE)),
    ("rate", re.compile(r"per[\s-]minute rate(?: in (?P<currency>\w+))?", re.IGNORECASE)),
    ("fee", re.compile(r"connection (?:charge|fee)", re.IGNORECASE)),
)


def read_rate_workbook(file: Path, effective_on: date) -> RateCard:
    """The rate card of a workbook, named after the file. Raises RateFileError listing every fault."""
    _check_size(file)
    collected = RateRows()
    currencies: dict[str, str] = {}
    for title, rows in _sheets(file):
        call_type = next((kind for pattern, kind in _SHEETS if pattern.match(title.strip())), None)
        if call_type is not None:
            _read_sheet(title, call_type, rows, collected, currencies)
    if not currencies and not collected.faults:
        raise RateFileError([Fault(None, None, None, told("no_sheets"))])
    rates = collected.result()
    return RateCard(file.stem, next(iter(currencies)), effective_on, rates)


def _check_size(file: Path) -> None:
    if file.stat().st_size > MOST_BYTES:
        most = told("too_large_workbook", number=MOST_BYTES // 1_000_000)
        raise RateFileError([Fault(None, None, None, most)])
    try:
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError):
        raise RateFileError([Fault(None, None, None, told("not_workbook"))]) from None
    if unpacked > MOST_UNPACKED_BYTES:
        raise RateFileError([Fault(None, None, None, told("too_large_unpacked"))])


def _sheets(file: Path) -> Iterator[tuple[str, Iterable[tuple[Any, ...]]]]:
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # the reader raises whatever a broken part makes it stumble over
        damaged = told("workbook_damaged", written=type(error).__name__)
        raise RateFileError([Fault(None, None, None, damaged)]) from None
    try:
        for sheet in workbook.worksheets[:MOST_SHEETS]:
            yield sheet.title, sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS + 1, values_only=True)
    finally:
        workbook.close()


def _read_sheet(
    title: str,
    call_type: str,
    rows: Iterable[tuple[Any, ...]],
    collected: RateRows,
    currencies: dict[str, str],
) -> None:
    columns: dict[str, int] | None = None
    for number, cells in enumerate(rows, 1):
        texts = [cell_text(cell) for cell in cells]
        if columns is None:
            columns = _columns(title, number, texts, collected, currencies)
            if columns is None and number == _HEADING_WITHIN:
                break
        elif any(texts) and number > MOST_ROWS:
            collected.faults.append(Fault(title, number, None, told("too_many_rows", number=MOST_ROWS)))
        elif any(texts):
            found = {key: texts[position] for key, position in columns.items() if position < len(texts)}
            collected.add(Row(title, number, call_type, found))
    if columns is None:
        collected.faults.append(Fault(title, None, None, told("headings_missing")))


def _columns(
    title: str, number: int, texts: list[str], collected: RateRows, currencies: dict[str, str]
) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for position, text in enumerate(texts):
        key = next((key for key, pattern in HEADINGS if pattern.match(text.strip())), None)
        if key and key not in found:
            found[key] = position
    if "rate" not in found or not {"origin", "destination"} & found.keys():
        return None
    collected.columns = {key: texts[position] for key, position in found.items()}
    note_currency(title, number, texts[found["rate"]], collected, currencies)
    return found


def note_currency(
    sheet: str | None, row: int, heading: str, collected: RateRows, currencies: dict[str, str]
) -> None:
    """Take the currency of a heading such as "Per Minute Rate in EUR (…)"; one file has one currency."""
    match = HEADINGS[5][1].match(heading.strip())
    currency = ((match and match["currency"]) or "").upper()
    if currency not in CURRENCY_DIGITS:
        collected.faults.append(Fault(sheet, row, heading, told("currency_not_named")))
    elif currencies and currency not in currencies:
        other = next(iter(currencies))
        what = told("currency_second_sheet", written=currency, where=currencies[other], other=other)
        collected.faults.append(Fault(sheet, row, heading, what))
    else:
        currencies.setdefault(currency, sheet or "the first row")


def cell_text(value: Any) -> str:
    """A cell as text; numbers as Excel shows them, with up to 15 digits."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value[:LONGEST_CELL].strip()
    text = format(value, ".15g") if isinstance(value, int) or hasattr(value, "is_integer") else str(value)
    return text if "e" not in text else format(Decimal(text), "f")
