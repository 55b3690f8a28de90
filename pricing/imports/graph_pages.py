"""Microsoft Graph's answers to getPstnCalls, read as the export's CSV is: one parser for both.

Fields are those of pstnCallLogRow (documentation of October 2024).
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from pricing.errors import UsageReportError
from pricing.imports.archive import Export, Member
from pricing.imports.usage_values import DIGITS_OF_AMOUNTS
from pricing.money import round_half_up

MOST_PAGE_BYTES = 16 * 1024**2
"""A page has a thousand rows, which take one."""
COLUMNS = {
    "UsageId": "id",
    "Call ID": "callId",
    "Conference ID": "conferenceId",
    "User Location": "usageCountryCode",
    "UPN": "userPrincipalName",
    "User Display Name": "userDisplayName",
    "Caller ID": "callerNumber",
    "Call Type": "callType",
    "Number Type": "inventoryType",
    "Domestic/International": "destinationContext",
    "Destination Dialed": "destinationName",
    "Destination Number": "calleeNumber",
    "Start Time": "startDateTime",
    "End Time": "endDateTime",
    "Duration Seconds": "duration",
    "Connection Fee": "connectionCharge",
    "Charge": "charge",
    "Currency": "currency",
    "Capability": "licenseCapability",
}
"""The export's columns, and Graph's names of them."""


def graph_export(pages: Iterable[tuple[str, bytes]]) -> Export:
    """Pages by name, in any order and as often as they came."""
    return Export("graph", tuple(Member(name, partial(_as_csv, page)) for name, page in pages))


@contextmanager
def opened_page(file: Path) -> Iterator[Export]:
    """One page, saved as it came. Raises UsageReportError when it cannot be read."""
    try:
        if file.stat().st_size > MOST_PAGE_BYTES:
            raise UsageReportError(f"larger than {MOST_PAGE_BYTES:,} bytes: not a page of Microsoft Graph")
        page = file.read_bytes()
    except OSError as error:
        raise UsageReportError(f"cannot be read: {error.strerror or error}") from error
    yield graph_export([(file.name, page)])


def _as_csv(page: bytes) -> BinaryIO:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in _rows(page):
        writer.writerow([_cell(row.get(name)) for name in COLUMNS.values()])
    return io.BytesIO(text.getvalue().encode())


def _rows(page: bytes) -> list[dict[str, Any]]:
    try:
        # A double would not hold an amount exactly: its digits are taken as they are written.
        read = json.loads(page, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise UsageReportError("not a page of Microsoft Graph: it is no JSON") from None
    rows = read.get("value") if isinstance(read, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageReportError("not a page of Microsoft Graph: it has no list `value` of calls")
    return rows


def _cell(value: object) -> str:
    if isinstance(value, Decimal):
        try:
            return f"{round_half_up(value, DIGITS_OF_AMOUNTS):f}"
        except InvalidOperation:
            return str(value)
    return "" if value is None else str(value)
