"""Invented usage reports of any size, for benchmarks: quick to write and always the same."""

import csv
import random
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pricing.imports.usage_columns import COLUMNS

DAYS = 365
ORGANISERS = 300
COUNTRIES = (("+49", "Germany"), ("+351", "Portugal"), ("+55", "Brazil"), ("+1202", "United States"))


def write_usage_file(file: Path, rows: int) -> None:
    """A year of conference calls in the export's format, quoted and with a byte order mark."""
    chance = random.Random(rows)
    start = datetime(2025, 11, 1, tzinfo=UTC)
    step = timedelta(days=DAYS) / rows
    with file.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow(COLUMNS)
        writer.writerows(_row(chance, start + step * number) for number in range(rows))


def _row(chance: random.Random, start: datetime) -> list[object]:
    seconds = int(chance.expovariate(1 / 900))
    user = chance.randrange(ORGANISERS)
    prefix, country = chance.choice(COUNTRIES)
    dialled = f"{prefix}{chance.randrange(10**7):07d}"
    out = chance.random() < 0.3
    return [
        uuid.UUID(int=chance.getrandbits(128)), f"{chance.getrandbits(40)}@10.0.0.1", chance.randrange(10**8),
        "DE", uuid.UUID(int=user), f"user{user}@contoso.example", f"User {user}",
        dialled if out else "+498912345678", "conf_out" if out else "conf_in",
        "ConferenceToll", "International", country, dialled, _iso(start),
        _iso(start + timedelta(seconds=seconds)), seconds, "0.00", f"{seconds * 4 // 100 / 100:.2f}", "EUR",
        "MCOMEETACPEA",
    ]  # fmt: skip


def _iso(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%S.1234567Z")
