"""What the cells of a usage report say: each function reads one column, or says what is wrong with it."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

from pricing.money import CURRENCY_DIGITS, micro_units, round_half_up
from pricing.usage import draws

LONGEST_ID = 64
LARGEST_AMOUNT = 1_000_000_000
"""No call costs as much in any currency."""
LONGEST_CALL_SECONDS = 366 * 86_400
FIRST_YEAR, LAST_YEAR = 2000, 2099
DIGITS_OF_AMOUNTS = 2
"""The report holds amounts at two decimals, whatever the currency's own digits."""


class RowRejected(Exception):
    """A row that cannot be used: a code, and a sentence for a person."""

    def __init__(self, reason: str, detail: str) -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(detail)


def read_id(text: str) -> str:
    """A UsageId in lower case. Raises RowRejected."""
    usage_id = text.strip().lower()
    plain = usage_id.replace("-", "").replace("_", "")
    if len(usage_id) > LONGEST_ID or not (plain.isalnum() and plain.isascii()):
        raise _bad_id(usage_id)
    return usage_id


def _bad_id(text: str) -> RowRejected:
    if not text:
        return RowRejected("missing_id", "has no UsageId")
    return RowRejected("bad_id", f"UsageId {shown(text)} is not an id")


_HOUR = re.compile(r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3])", re.ASCII)
_WITHIN_HOUR = re.compile(r":([0-5]\d):([0-5]\d)", re.ASCII)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)? ?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_EPOCH = date(1970, 1, 1).toordinal()


def read_hour(text: str) -> int:
    """Epoch seconds of an hour such as 2026-11-01T08. Raises RowRejected."""
    match = _HOUR.fullmatch(text)
    try:
        if match and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
            day, hour = match.groups()
            return (date.fromisoformat(day).toordinal() - _EPOCH) * 86_400 + int(hour) * 3600
    except ValueError:
        pass
    raise bad_date(text)


def read_within_hour(text: str) -> int:
    """Seconds of minutes and seconds such as :15:30. Raises RowRejected."""
    match = _WITHIN_HOUR.fullmatch(text)
    if match is None:
        raise bad_date(text)
    minutes, seconds = map(int, match.groups())
    return minutes * 60 + seconds


def read_instant(text: str) -> int:
    """Epoch seconds of an ISO 8601 instant; without an offset it is UTC. Raises RowRejected."""
    match = _INSTANT.fullmatch(text.strip())
    if match is None:
        raise bad_date(text)
    day, time, offset = match.groups()
    try:
        instant = datetime.fromisoformat(f"{day}T{time}{(offset or 'Z').replace('Z', '+00:00')}")
        year = instant.astimezone(UTC).year
    except (ValueError, OverflowError):
        raise bad_date(text) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise bad_date(text)
    return int(instant.timestamp())


def bad_date(text: str) -> RowRejected:
    """What is said of a start that is none."""
    return RowRejected("bad_date", f"Start Time {shown(text)} is not a date such as 2026-11-01T08:15:30Z")


_DURATION = re.compile(r"-?\d{1,12}", re.ASCII)


def read_duration(text: str) -> int:
    """Whole seconds. Raises RowRejected."""
    text = text.strip()
    if not _DURATION.fullmatch(text):
        raise RowRejected("bad_duration", f"Duration Seconds {shown(text)} is not a whole number")
    seconds = int(text)
    if seconds < 0:
        raise RowRejected("negative_duration", f"Duration Seconds {seconds} is negative")
    if seconds > LONGEST_CALL_SECONDS:
        raise RowRejected("bad_duration", f"Duration Seconds {seconds} is more than a year")
    return seconds


_SIMPLE = re.compile(r"-?\d{1,16}(?:([.,])(\d{1,16}))?", re.ASCII)
_GROUPED = {
    ".": re.compile(r"-?\d{1,3}(?:,\d{3}){1,5}\.\d{1,16}", re.ASCII),
    ",": re.compile(r"-?\d{1,3}(?:\.\d{3}){1,5},\d{1,16}", re.ASCII),
}


def read_amount(column: str, only_dots: bool, text: str) -> int:
    """Micro-units of an amount, half up to 2 decimals; an empty cell is nothing. Raises RowRejected.

    `only_dots`: the file's delimiter is a comma, so that a dot is a decimal point for certain.
    """
    text = text.strip()
    if not text:
        return 0
    amount = Decimal(_plain_number(column, only_dots, text))
    if amount < 0:
        raise RowRejected("negative_amount", f"{column} {text} is negative")
    if amount >= LARGEST_AMOUNT:
        raise RowRejected("bad_amount", f"{column} {text} is too large for one call")
    return micro_units(round_half_up(amount, DIGITS_OF_AMOUNTS))


def _plain_number(column: str, only_dots: bool, text: str) -> str:
    for point, pattern in _GROUPED.items():
        if pattern.fullmatch(text):
            return text.replace("," if point == "." else ".", "").replace(",", ".")
    match = _SIMPLE.fullmatch(text)
    if match is None:
        raise RowRejected("bad_amount", f"{column} {shown(text)} is not a number")
    point, decimals = match.groups()
    certain = point is None or (point == "." and only_dots)
    whole = text.split(point)[0].lstrip("-0") if point else ""
    if not certain and len(decimals) == 3 and whole:
        raise RowRejected("ambiguous_amount", f"{column} {text} may be a fraction or thousands")
    return text.replace(",", ".")


def read_currency(text: str) -> str:
    """An ISO 4217 code. Raises RowRejected."""
    code = text.strip().upper()
    if not code:
        raise RowRejected("missing_currency", "has no Currency")
    if code not in CURRENCY_DIGITS:
        raise RowRejected("bad_currency", f"Currency {shown(text)} is not an ISO 4217 code such as EUR")
    return code


def read_call_type(text: str) -> str:
    """The code in lower case. Raises RowRejected."""
    code = text.strip().lower()[:LONGEST_ID]
    if not code:
        raise RowRejected("missing_call_type", "has no Call Type")
    return code


def read_capability(text: str) -> tuple[str, str, str]:
    """The code, and whether it draws when it carries an amount and when not."""
    code = text.strip().upper()[:LONGEST_ID]
    return code, draws(code, 1).value, draws(code, 0).value


def shown(text: str) -> str:
    """A cell as an error quotes it: short, and in quotes."""
    return repr(text if len(text) <= 40 else text[:37] + "...")
