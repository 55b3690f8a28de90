"""Rows of a rate list become rates: each cell is checked, and every fault is collected with its place."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from pricing.errors import MoneyError, RateCardError
from pricing.imports.place_names import country_named
from pricing.imports.told import Told, told
from pricing.money import micro_units
from pricing.phone_numbers import LONGEST_E164
from pricing.rate_card import CallType, NumberType, Rate
from pricing.usage import country_of_number

MOST_BYTES = 20_000_000
MOST_ROWS = 100_000
MOST_FAULTS_LISTED = 50
LONGEST_CELL = 4_000
HIGHEST_RATE = Decimal(10_000)
"""A price per minute above this is a slip of the file."""

_NUMBER_TYPES = {
    "": NumberType.ALL,
    "all": NumberType.ALL,
    "all number types": NumberType.ALL,
    "any": NumberType.ALL,
    "wireline": NumberType.LANDLINE,
    "landline": NumberType.LANDLINE,
    "fixed": NumberType.LANDLINE,
    "wireless": NumberType.MOBILE,
    "mobile": NumberType.MOBILE,
    "premium": NumberType.PREMIUM,
    "special": NumberType.SPECIAL,
}
_ANYWHERE = frozenset(
    {"", "all", "all countries", "all origins", "any", "anywhere", "worldwide", "international"}
)
_NOTHING = frozenset({"", "-", "–", "n/a", "none"})


class Fault(NamedTuple):
    """What is wrong with one cell, and what to do."""

    sheet: str | None
    row: int | None
    column: str | None
    what: Told

    def __str__(self) -> str:
        """`sheet, row 12, column Prefix(es): what`; the parts that do not apply are left out."""
        row = f"row {self.row}" if self.row else None
        column = f"column {self.column}" if self.column else None
        place = ", ".join(part for part in (self.sheet, row, column) if part)
        return f"{place}: {self.what}" if place else self.what


class RateFileError(RateCardError):
    """A file of rates with faults: nothing of it is imported."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        listed = [str(fault) for fault in self.faults[:MOST_FAULTS_LISTED]]
        if len(self.faults) > len(listed):
            listed.append(f"… and {len(self.faults) - len(listed)} more")
        super().__init__("\n".join(listed))


class Row(NamedTuple):
    """One row as text, with its place; keys of cells are those of `columns`."""

    sheet: str | None
    number: int
    call_type: str
    cells: Mapping[str, str]


@dataclass
class RateRows:
    """Collects rates and faults of one file."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """The file's own heading of each column in use."""
    rates: list[Rate] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _seen: dict[tuple[object, ...], tuple[int, int, Row]] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Take a row's rates, or note what is wrong with it."""
        before = len(self.faults)
        rate = self._price(row, "rate")
        fee = self._price(row, "fee")
        shared = self._shared(row)
        prefixes = self._prefixes(row)
        if len(self.faults) > before:
            return
        for prefix in prefixes:
            self._take(row, _rate(row.call_type, prefix, rate, fee, shared))

    def fault(self, row: Row, column: str, what: Told) -> None:
        """Note what is wrong with a cell."""
        self.faults.append(Fault(row.sheet, row.number, self.columns.get(column, column), what))

    def result(self) -> tuple[Rate, ...]:
        """The rates. Raises RateFileError if anything was wrong."""
        if not self.rates and not self.faults:
            self.faults.append(Fault(None, None, None, told("no_rates")))
        if self.faults:
            raise RateFileError(self.faults)
        return tuple(self.rates)

    def _take(self, row: Row, rate: Rate) -> None:
        where = rate.prefix or rate.destination
        key = (rate.call_type, where, rate.number_type, rate.origin)
        price = (rate.per_minute_micro_units, rate.connection_fee_micro_units)
        before = self._seen.setdefault(key, (*price, row))
        if before[:2] != price:
            self.fault(row, "rate", _price_twice(before[2]))
        elif before[2] is row:
            self.rates.append(rate)

    def _shared(self, row: Row) -> dict[str, object]:
        dial_out = row.call_type == CallType.DIAL_OUT
        destination = row.cells.get("destination", "").strip()
        origin = row.cells.get("origin", "").strip()
        if not destination and not (origin and not dial_out):
            self.fault(row, "destination", told("destination_missing"))
        return {
            "destination": destination or origin,
            "origin": self._origin(row, origin),
            "country": country_named(destination or origin),
            "number_type": self._number_type(row, "number_type" if dial_out else "origin_type"),
        }

    def _origin(self, row: Row, origin: str) -> str | None:
        if origin.casefold() in _ANYWHERE:
            return None
        country = country_named(origin)
        if country is None:
            self.fault(row, "origin", told("origin_unknown", written=_quoted(origin)))
        return country

    def _number_type(self, row: Row, column: str) -> str:
        written = row.cells.get(column, "").strip()
        found = _NUMBER_TYPES.get(written.casefold())
        if found is None:
            self.fault(row, column, told("number_type_unknown", written=_quoted(written)))
        return found or NumberType.ALL

    def _prefixes(self, row: Row) -> list[str]:
        written = row.cells.get("prefixes", "").strip()
        if row.call_type != CallType.DIAL_OUT:
            return [""]
        prefixes = [part.lstrip("+") for part in re.split(r"[\s,;|]+", written) if part]
        if not prefixes:
            self.fault(row, "prefixes", told("prefixes_missing"))
        for prefix in prefixes:
            if not re.fullmatch(rf"[1-9][0-9]{{0,{LONGEST_E164 - 1}}}", prefix):
                self.fault(row, "prefixes", told("prefix_wrong", written=_quoted(prefix)))
        return prefixes

    def _price(self, row: Row, column: str) -> int:
        written = row.cells.get(column, "").strip()
        if column == "fee" and written.casefold() in _NOTHING:
            return 0
        try:
            price = micro_units(written)
        except MoneyError:
            price = -1
        if not 0 <= price <= micro_units(HIGHEST_RATE):
            wrong = told("price_wrong", written=_quoted(written)) if written else told("price_missing")
            self.fault(row, column, wrong)
        return price


def _rate(call_type: str, prefix: str, rate: int, fee: int, shared: Mapping[str, object]) -> Rate:
    country = shared["country"] or (country_of_number(f"+{prefix}") if prefix else None) or None
    return Rate(
        call_type=call_type,
        country=str(country) if country else None,
        prefix=prefix,
        destination=str(shared["destination"]),
        number_type=str(shared["number_type"]),
        per_minute_micro_units=rate,
        connection_fee_micro_units=fee,
        origin=str(shared["origin"]) if shared["origin"] else None,
    )


def _price_twice(first: Row) -> Told:
    if first.sheet:
        return told("price_twice_in_sheet", where=first.sheet, number=first.number)
    return told("price_twice", number=first.number)


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
