"""The demo organisation's rate cards: invented prices, an older card and the one that followed it."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from pricing.money import micro_units
from pricing.rate_card import Rate, RateCard

CURRENCY = "EUR"
FILE = Path(__file__).parent / "rates.csv"
"""Both cards' prices side by side; a price that one of them lacks is empty."""
DAYS_OF_CALLS = 365
MONTHS_OF_NEWER_CARD = 4


def cards(today: date) -> tuple[RateCard, RateCard]:
    """The card of a year ago, in force before the first call, and the one in force for some months."""
    older = (today - timedelta(days=DAYS_OF_CALLS + 1)).replace(day=1)
    newer = (today - timedelta(days=30 * MONTHS_OF_NEWER_CARD)).replace(day=1)
    return (
        RateCard(f"Contoso demo {older.year}", CURRENCY, older, _rates("rate_before")),
        RateCard(f"Contoso demo {newer:%Y-%m}", CURRENCY, newer, _rates("rate_now")),
    )


@lru_cache(maxsize=2)
def _rates(column: str) -> tuple[Rate, ...]:
    with FILE.open(encoding="utf-8", newline="") as stream:
        return tuple(rate for row in csv.DictReader(stream) if row[column] for rate in _of(row, row[column]))


def _of(row: dict[str, str], price: str) -> Iterator[Rate]:
    for prefix in row["prefixes"].split() or [""]:
        yield Rate(
            call_type=row["call_type"],
            country=row["country"],
            prefix=prefix,
            destination=row["destination"],
            number_type=row["number_type"],
            per_minute_micro_units=micro_units(price),
            connection_fee_micro_units=micro_units(row["connection_fee"] or "0"),
        )
