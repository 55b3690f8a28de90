"""A rate card as a plain CSV, for those who do not have Microsoft's workbook at hand.

Columns by their headings, in any order; those in brackets may be missing:
call_type, destination, [terminating_number_type], [prefixes], rate_per_minute, [connection_fee], currency,
[origin], [originating_number_type]. Microsoft's own headings are taken as well.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from pricing.imports.rate_rows import LONGEST_CELL, MOST_BYTES, MOST_ROWS, Fault, RateFileError, RateRows, Row
from pricing.imports.rate_workbook import HEADINGS
from pricing.imports.told import told
from pricing.money import CURRENCY_DIGITS
from pricing.rate_card import CallType, RateCard

_HEADINGS = {
    "call_type": "call_type",
    "call type": "call_type",
    "destination": "destination",
    "terminating_number_type": "number_type",
    "number_type": "number_type",
    "prefixes": "prefixes",
    "prefix": "prefixes",
    "rate_per_minute": "rate",
    "rate": "rate",
    "connection_fee": "fee",
    "currency": "currency",
    "origin": "origin",
    "originating_number_type": "origin_type",
}
_CALL_TYPES = {
    "toll": CallType.TOLL,
    "dial-in to toll": CallType.TOLL,
    "toll_free": CallType.TOLL_FREE,
    "toll-free": CallType.TOLL_FREE,
    "toll free": CallType.TOLL_FREE,
    "dial-in to toll free": CallType.TOLL_FREE,
    "dial_out": CallType.DIAL_OUT,
    "dial-out": CallType.DIAL_OUT,
    "dial-out calls": CallType.DIAL_OUT,
}
_NEEDED = ("call_type", "destination", "rate", "currency")


def read_rate_csv(file: Path, effective_on: date) -> RateCard:
    """The rate card of a CSV file, named after the file. Raises RateFileError listing every fault."""
    text = _text(file)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        headings = next(reader, [])
        columns = _columns(headings)
        collected = RateRows({key: headings[position] for key, position in columns.items()})
        currencies = set(_add_rows(_numbered(reader), columns, collected, decimal_comma=delimiter == ";"))
    except csv.Error as error:
        raise RateFileError(
            [Fault(None, reader.line_num, None, told("csv_unreadable", written=error))]
        ) from None
    rates = collected.result()
    return RateCard(file.stem, currencies.pop(), effective_on, rates)


def _text(file: Path) -> str:
    if file.stat().st_size > MOST_BYTES:
        raise RateFileError([Fault(None, None, None, told("too_large", number=MOST_BYTES // 1_000_000))])
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise RateFileError([Fault(None, None, None, told("not_utf8"))]) from None


def _columns(headings: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, heading in enumerate(headings):
        name = heading.strip().casefold()
        microsofts = next((key for key, pattern in HEADINGS if pattern.match(name)), None)
        if key := _HEADINGS.get(name) or microsofts:
            found.setdefault(key, position)
    missing = [name for name in _NEEDED if name not in found]
    if missing:
        what = told("headings_lack", written=", ".join(missing))
        raise RateFileError([Fault(None, 1, None, what)])
    return found


def _numbered(reader: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    return ((reader.line_num, cells) for cells in reader)  # type: ignore[attr-defined]


def _add_rows(
    rows: Iterable[tuple[int, list[str]]], columns: dict[str, int], collected: RateRows, decimal_comma: bool
) -> Iterator[str]:
    """Yields the currency of each row."""
    currency = ""
    for count, (line, cells) in enumerate(rows):
        if count >= MOST_ROWS:
            raise RateFileError([Fault(None, line, None, told("too_many_rows", number=MOST_ROWS))])
        if not any(cells):
            continue
        found = {key: cells[at][:LONGEST_CELL].strip() for key, at in columns.items() if at < len(cells)}
        if decimal_comma:
            found |= {key: found[key].replace(",", ".") for key in ("rate", "fee") if key in found}
        row = _row(line, found, collected)
        currency = currency or row.cells.get("currency", "")
        _check_currency(row, currency, collected)
        collected.add(row)
        yield currency


def _row(line: int, found: dict[str, str], collected: RateRows) -> Row:
    written = found.get("call_type", "")
    call_type = _CALL_TYPES.get(written.casefold())
    row = Row(None, line, call_type or CallType.TOLL, found)
    if call_type is None:
        collected.fault(row, "call_type", told("call_type_unknown", written=repr(written[:40])))
    return row


def _check_currency(row: Row, currency: str, collected: RateRows) -> None:
    written = row.cells.get("currency", "")
    if written not in CURRENCY_DIGITS:
        collected.fault(row, "currency", told("currency_unknown", written=repr(written[:10])))
    elif written != currency:
        collected.fault(row, "currency", told("currency_second", written=written, other=currency))
