"""One row of the usage report to one record, fast: what columns repeat is read once and remembered."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache, partial
from typing import Generic, TypeVar

from pricing.imports.place_names import country_named
from pricing.imports.usage_columns import Layout
from pricing.money import CURRENCY_DIGITS, micro_units, round_half_up
from pricing.usage import (
    Fields,
    NumberKind,
    UsageRecord,
    country_of_calling_code,
    country_of_number,
    draws,
    number_kind,
    without_last_digits,
)

Value = TypeVar("Value")

REMEMBERED = 100_000
"""Different texts of one column that are remembered, at least the seconds of a day; more are forgotten."""
LONGEST_ID = 64
LONGEST_TEXT = 128
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


class _Remembered(dict[str, Value], Generic[Value]):
    """Answers of a reading function; what it rejects is not remembered."""

    def __init__(self, read: Callable[[str], Value]) -> None:
        self._read = read

    def __missing__(self, text: str) -> Value:
        value = self._read(text)
        if len(self) >= REMEMBERED:
            self.clear()
        self[text] = value
        return value


class RowParser:
    """Turns the rows of one file into the fields of records."""

    def __init__(self, layout: Layout) -> None:
        self._width = layout.width
        self._pick = layout.pick
        only_dots = layout.delimiter == ","
        self._charges = _Remembered(partial(read_amount, "Charge", only_dots))
        self._fees = _Remembered(partial(read_amount, "Connection Fee", only_dots))
        self._durations = _Remembered(read_duration)
        self._days = _Remembered(_read_day)
        self._times = _Remembered(_read_time)
        self._currencies = _Remembered(read_currency)
        self._call_types = _Remembered(_read_call_type)
        self._capabilities = _Remembered(_read_capability)
        self._texts = _Remembered(lambda text: text[:LONGEST_TEXT].strip())
        self._user_countries = _Remembered(lambda text: text.strip()[:2].upper())
        self._own_numbers = _Remembered(without_last_digits)
        self._users = _Remembered(lambda text: text[:LONGEST_TEXT].strip().lower())
        self._countries = _Remembered(lambda name: country_named(name) or "")
        self._calling_codes = _Remembered(country_of_calling_code)

    def record(self, row: Sequence[str]) -> UsageRecord:
        """The record that a row holds. Raises RowRejected."""
        return UsageRecord._make(self.fields(row))

    def fields(self, row: Sequence[str]) -> Fields:
        """The record's fields. Raises RowRejected. One function on purpose: it runs once for every row."""
        if len(row) != self._width:
            raise RowRejected("columns", f"has {len(row)} columns instead of {self._width}")
        (
            usage_id, call_id, conference_id, user_country, principal_name, display_name, caller,
            call_type, number_type, destination, dialled, start, duration, fee, charge, currency, capability,
        ) = self._pick(row)  # fmt: skip
        usage_id = usage_id.strip().lower()
        plain = usage_id.replace("-", "").replace("_", "")
        if len(usage_id) > LONGEST_ID or not (plain.isalnum() and plain.isascii()):
            raise _bad_id(usage_id)
        end = start[19:]
        if end == "Z" or (end[:1] == "." and end[-1] == "Z" and end[1:-1].isdigit()):
            started_at = self._days[start[:10]] + self._times[start[10:19]]
        else:
            started_at = read_instant(start)
        charge_micro_units, fee_micro_units = self._charges[charge], self._fees[fee]
        code, if_charged, if_free = self._capabilities[capability]
        call_type = self._call_types[call_type]
        texts = self._texts
        number_type = texts[number_type]
        if call_type == "conf_in":  # calls to one of the organisation's few numbers
            called, kind = caller or dialled, _number_kind(call_type, number_type, caller)
            hidden_caller = self._own_numbers[caller]
        else:
            called, kind = dialled or caller, _KIND_BY_CALL_TYPE.get(call_type, _NO_CONFERENCE)
            hidden_caller = without_last_digits(caller)
        country = self._calling_codes[called[:4]]
        if country is None:
            country = country_of_number(called)
        return (
            usage_id,
            started_at,
            self._durations[duration],
            call_type,
            charge_micro_units,
            fee_micro_units,
            self._currencies[currency],
            code,
            if_charged if charge_micro_units or fee_micro_units else if_free,
            kind,
            country or self._countries[destination],
            call_id[:LONGEST_TEXT],
            conference_id[:LONGEST_TEXT],
            self._users[principal_name],
            texts[display_name],
            self._user_countries[user_country],
            hidden_caller,
            hidden_caller if dialled == caller else without_last_digits(dialled),
            number_type,
            texts[destination],
        )


_NO_CONFERENCE = NumberKind.NO_CONFERENCE.value
_KIND_BY_CALL_TYPE = {"conf_out": number_kind("conf_out", "", "").value}


@lru_cache(maxsize=10_000)
def _number_kind(call_type: str, number_type: str, called_number: str) -> str:
    return number_kind(call_type, number_type, called_number).value


def _bad_id(text: str) -> RowRejected:
    if not text:
        return RowRejected("missing_id", "has no UsageId")
    return RowRejected("bad_id", f"UsageId {shown(text)} is not an id")


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)", re.ASCII)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)? ?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_EPOCH = date(1970, 1, 1).toordinal()


def _read_day(text: str) -> int:
    try:
        if _DAY.fullmatch(text) and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
            return (date.fromisoformat(text).toordinal() - _EPOCH) * 86_400
    except ValueError:
        pass
    raise _bad_date(text)


def _read_time(text: str) -> int:
    match = _TIME.fullmatch(text)
    if match is None:
        raise _bad_date(text)
    hours, minutes, seconds = map(int, match.groups())
    return hours * 3600 + minutes * 60 + seconds


def read_instant(text: str) -> int:
    """Epoch seconds of an ISO 8601 instant; without an offset it is UTC. Raises RowRejected."""
    match = _INSTANT.fullmatch(text.strip())
    if match is None:
        raise _bad_date(text)
    day, time, offset = match.groups()
    try:
        instant = datetime.fromisoformat(f"{day}T{time}{(offset or 'Z').replace('Z', '+00:00')}")
        year = instant.astimezone(UTC).year
    except (ValueError, OverflowError):
        raise _bad_date(text) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _bad_date(text)
    return int(instant.timestamp())


def _bad_date(text: str) -> RowRejected:
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


def _read_call_type(text: str) -> str:
    code = text.strip().lower()[:LONGEST_ID]
    if not code:
        raise RowRejected("missing_call_type", "has no Call Type")
    return code


def _read_capability(text: str) -> tuple[str, str, str]:
    """The code, and whether it draws when it carries an amount and when not."""
    code = text.strip().upper()[:LONGEST_ID]
    return code, draws(code, 1).value, draws(code, 0).value


def shown(text: str) -> str:
    """A cell as an error quotes it: short, and in quotes."""
    return repr(text if len(text) <= 40 else text[:37] + "...")
