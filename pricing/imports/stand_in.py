"""The bundled stand-in list: another Microsoft product's list prices, read once at start.

Azure Communication Services charges by the minute for the same three kinds of phone leg, in USD. It is
another product, so its prices only stand in where the organisation's own are not known, and are named so.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pricing.catalog import Source
from pricing.country_codes import COUNTRY_CODES
from pricing.errors import DataFileError, MoneyError
from pricing.money import micro_units
from pricing.phone_numbers import LONGEST_E164, calling_code
from pricing.rate_card import CallType, NumberType, Rate, RateCard, Trust

DATA = Path(__file__).parent.parent / "data"
NAME = "Azure Communication Services"
CURRENCY = "USD"

_OUTBOUND = Source(
    title="Azure Communication Services PSTN rates",
    url="https://github.com/Azure/Communication/blob/master/pricing/communication-services-pstn-rates.csv",
    date=date(2025, 10, 15),
)
_INBOUND = Source(
    title="Azure Communication Services PSTN pricing",
    url="https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/communication-services/concepts/pstn-pricing.md",
    date=date(2022, 12, 31),  # the page was read as of 2022, without a day
)
_NUMBER_TYPES = {
    "any": NumberType.ALL,
    "landline": NumberType.LANDLINE,
    "mobile": NumberType.MOBILE,
    "special": NumberType.SPECIAL,
}


def load_stand_in(folder: Path = DATA) -> RateCard:
    """The list as a rate card. Raises DataFileError naming file and line of a bad row."""
    rates = (*_outbound(folder / "outbound_rates.csv"), *_inbound(folder / "inbound_rates.csv"))
    sources: dict[str, Source] = {
        CallType.DIAL_OUT: _OUTBOUND,
        CallType.TOLL: _INBOUND,
        CallType.TOLL_FREE: _INBOUND,
    }
    return RateCard(NAME, CURRENCY, _OUTBOUND.date, rates, Trust.STAND_IN, sources)


def _outbound(path: Path) -> Iterator[Rate]:
    header = ["prefix", "iso_alpha2", "destination_name", "destination_class", "rate_per_minute_usd"]
    seen: set[str] = set()
    prices = _Prices(path.name)
    for line, (prefix, country, name, number_class, price) in _rows(path, header):
        number_type = _NUMBER_TYPES.get(number_class)
        if number_type is None or country not in COUNTRY_CODES or not _is_prefix(prefix) or prefix in seen:
            raise DataFileError(
                path.name, line, f"prefix {prefix}, country {country} or class {number_class}"
            )
        seen.add(prefix)
        if len(prefix) <= len(calling_code(prefix)):
            number_type = NumberType.GENERAL
        yield Rate(CallType.DIAL_OUT, country, prefix, name, number_type, prices.of(price, line))


def _inbound(path: Path) -> Iterator[Rate]:
    header = ["iso_alpha2", "number_type", "rate_per_minute_usd", "qualifier"]
    prices = _Prices(path.name)
    for line, (country, call_type, price, qualifier) in _rows(path, header):
        known = call_type in (CallType.TOLL, CallType.TOLL_FREE) and qualifier in ("exact", "starting_at")
        if country not in COUNTRY_CODES or not known:
            raise DataFileError(
                path.name, line, f"country {country}, type {call_type} or qualifier {qualifier}"
            )
        yield Rate(
            CallType(call_type), country, "", country, NumberType.ALL, prices.of(price, line),
            starting_at=qualifier == "starting_at",
        )  # fmt: skip


def _rows(path: Path, header: list[str]) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        if next(reader, None) != header:
            raise DataFileError(path.name, 1, f"the header must be {','.join(header)}")
        for row in reader:
            if len(row) != len(header):
                raise DataFileError(path.name, reader.line_num, f"{len(header)} fields expected")
            yield reader.line_num, row


def _is_prefix(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_E164 and text[0] != "0"


class _Prices:
    """Prices in micro-units; a list of thousands has some hundred different ones."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._known: dict[str, int] = {}

    def of(self, text: str, line: int) -> int:
        price = self._known.get(text)
        return self._read(text, line) if price is None else price

    def _read(self, text: str, line: int) -> int:
        try:
            price = self._known[text] = micro_units(text)
        except MoneyError as error:
            raise DataFileError(self._file, line, str(error)) from None
        if price <= 0:
            raise DataFileError(self._file, line, f"the price {text} must be above zero")
        return price
