"""How fast records are rated again, beside a bare loop and, where it is installed, DuckDB's join.

    python -m bench.rating [--records N]

All three find the same sum; `pip install duckdb` adds the third.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from typing import Any

from pricing.invoice_check import InvoiceChecker
from pricing.metering import billed_seconds
from pricing.rate_card import Rate, RateCard
from pricing.usage import UsageRecord

STEP_SECONDS = 6
START = 1_782_000_000
MONTH_SECONDS = 30 * 86_400
NUMBERS = 5_000
"""Different numbers called, as they are stored: without their last four digits."""
COUNTRIES = (("BR", "55", 85_000), ("DE", "49", 12_000), ("PT", "351", 31_000), ("JP", "81", 44_000))
CARD = RateCard(
    "bench", "EUR", date(2026, 1, 1),
    tuple(Rate("dial_out", code, prefix, code, "all", price, 20_000) for code, prefix, price in COUNTRIES),
)  # fmt: skip


def main() -> None:
    """Make the records, rate them each way, print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.rating")
    parser.add_argument("--records", type=int, default=300_000)
    records = _records(parser.parse_args().records)
    print(f"Rating of {len(records):,} records")
    print(f"{'':20}{'records/s of CPU':>18}{'sum':>20}")
    ways = {"rated again": _first, "numbers known": _known, "a bare loop": _bare, "DuckDB's join": _duckdb}
    for name, way in ways.items():
        try:
            total, seconds = way(records)
        except ImportError:
            print(f"{name:20}{'not installed':>18}")
            continue
        print(f"{name:20}{len(records) / seconds:>18,.0f}{total:>20,}")


def _records(count: int) -> list[UsageRecord]:
    chance = Random(count)
    called = [_number(chance) for _ in range(NUMBERS)]
    return [_record(chance, number, *chance.choice(called)) for number in range(count)]


def _number(chance: Random) -> tuple[str, str]:
    country, prefix, _ = chance.choice(COUNTRIES)
    return country, f"+{prefix}{chance.randrange(10**5):05d}****"


def _record(chance: Random, number: int, country: str, called: str) -> UsageRecord:
    start, seconds = START + chance.randrange(MONTH_SECONDS), chance.randrange(3_600)
    return UsageRecord(
        f"id-{number}", start, seconds, "conf_out", 0, 0, "EUR", "MCOMEETACPEA", "counted", "dial_out",
        country, "", "", "", "", "", "", called, "", "",
    )  # fmt: skip


def _timed(work: Callable[[], int]) -> tuple[int, float]:
    started = time.process_time()
    total = work()
    return total, time.process_time() - started


def _first(records: Sequence[UsageRecord]) -> tuple[int, float]:
    """Each number's price is looked up once."""
    return _timed(lambda: _expected(_checker(), records))


def _known(records: Sequence[UsageRecord]) -> tuple[int, float]:
    checker = _checker()
    before = _expected(checker, records)
    total, seconds = _timed(lambda: _expected(checker, records))
    return total - before, seconds


def _checker() -> InvoiceChecker:
    return InvoiceChecker([CARD], "EUR", STEP_SECONDS, charge_includes_fee=False)


def _expected(checker: InvoiceChecker, records: Sequence[UsageRecord]) -> int:
    for record in records:
        checker.add(record)
    return checker.found.expected


def _bare(records: Sequence[UsageRecord]) -> tuple[int, float]:
    """Prices by country, and nothing but the arithmetic."""
    prices = {country: price for country, _, price in COUNTRIES}

    def work() -> int:
        total = 0
        for record in records:
            if seconds := billed_seconds(record.duration_seconds, STEP_SECONDS):
                total += (2 * seconds * prices[record.country] + 60) // 120 + 20_000
        return total

    return _timed(work)


def _duckdb(records: Sequence[UsageRecord]) -> tuple[int, float]:
    """The join alone; bringing the records there is not counted."""
    import duckdb

    connection: Any = duckdb.connect(config={"threads": 1})
    values = ", ".join(f"('{country}', {price})" for country, _, price in COUNTRIES)
    connection.execute(f"CREATE TABLE price AS SELECT * FROM (VALUES {values}) AS p(country, price)")
    durations = [record.duration_seconds for record in records]
    countries = [record.country for record in records]
    connection.execute(
        "CREATE TABLE call AS SELECT unnest(?::INTEGER[]) AS duration, unnest(?::VARCHAR[]) AS country",
        [durations, countries],
    )
    billed = "(((duration + 5) // 6) * 6)"
    query = (
        f"SELECT sum(((2 * {billed} * price + 60) // 120) + 20000)::BIGINT FROM call "
        "JOIN price USING (country) WHERE duration > 0"
    )
    return _timed(lambda: int(connection.execute(query).fetchone()[0]))


if __name__ == "__main__":
    main()
