"""The findings of an invoice check as a CSV that is inert in a spreadsheet."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from pricing.invoice_check import Finding, Reason
from pricing.money import CURRENCY_DIGITS, decimal

_WORDS = {
    Reason.DIFFERS: "differs",
    Reason.NO_RATE: "no rate on the card",
    Reason.FREE: "free (FREECALL)",
    Reason.OTHER_CURRENCY: "another currency, not checked",
}
_COLUMNS: Sequence[tuple[str, Callable[[Finding], object]]] = (
    ("Finding", lambda one: _WORDS[one.reason]),
    ("UsageId", lambda one: one.record.usage_id),
    ("Start Time", lambda one: datetime.fromtimestamp(one.record.started_at, UTC).isoformat()),
    ("Call Type", lambda one: one.record.call_type),
    ("Number Kind", lambda one: one.record.number_kind),
    ("Country", lambda one: one.record.country),
    ("Destination Number", lambda one: one.record.destination_number),
    ("UPN", lambda one: one.record.user_principal_name),
    ("Duration Seconds", lambda one: one.record.duration_seconds),
    ("Charged", lambda one: _amount(one.charged, one.record.currency)),
    ("Expected", lambda one: "" if one.expected is None else _amount(one.expected, one.record.currency)),
    ("Difference", lambda one: "" if one.expected is None else _amount(one.by, one.record.currency)),
    ("Currency", lambda one: one.record.currency),
    ("Rate Card", lambda one: one.card or ""),
)


def findings_csv(findings: Iterable[Finding]) -> str:
    """A CSV; text that begins like a formula gets an apostrophe, so that none runs."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([name for name, _ in _COLUMNS])
    writer.writerows([inert(str(value(one))) for _, value in _COLUMNS] for one in findings)
    return text.getvalue()


_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def inert(cell: str) -> str:
    """A cell that a spreadsheet shows and does not calculate; plain numbers stay numbers."""
    if cell.startswith("-") and cell[1:].replace(".", "", 1).isdecimal():
        return cell
    return f"'{cell}" if cell.lstrip().startswith(_STARTS_A_FORMULA) else cell


def _amount(micro_units: int, currency: str) -> str:
    return str(decimal(micro_units, CURRENCY_DIGITS[currency]))
