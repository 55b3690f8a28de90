"""How fast a usage report is imported, beside the least that it could take, and what a balance then costs.

    python -m bench.import_usage [--rows N]

Both ways write into the same table of an empty database with the same journal settings, one after the other,
each in a process of its own so that its peak memory is its own. Ten million rows are a file of 3.4 GB and two
databases as large.
"""

import argparse
import asyncio
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.pace import Pace, print_pace
from bench.reading import print_reads, reads_ms
from bench.usage_file import write_usage_file
from pricing.imports.usage_import import import_usage
from pricing.storage.database import Database, connect_sqlite
from pricing.storage.schema import usage_record
from pricing.storage.usage_writer import CACHE_KIBIBYTES

TENANT = "bench"


def main() -> None:
    """Write the file, run both ways, print the table."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"PSTN.calls.{arguments.rows}.csv"
        if arguments.way:
            print(json.dumps(_WAYS[arguments.way](arguments.file, Path(folder), arguments.rows)))
            return
        write_usage_file(file, arguments.rows)
        results = {way: _in_a_process(way, file, arguments.rows) for way in _WAYS}
    _print(results, arguments.rows, file)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.import_usage")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--way", choices=_WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_a_process(way: str, file: Path, rows: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.import_usage", "--way", way, "--file", str(file)]
    done = subprocess.run([*command, "--rows", str(rows)], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def _bare(file: Path, folder: Path, _rows: int) -> dict[str, Any]:
    """csv.reader to executemany: nothing read, checked or compared."""
    database = folder / "bare.db"
    asyncio.run(_create(database))
    connection = connect_sqlite(database)
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
    width = len(usage_record.columns)
    insert = f"INSERT INTO usage_record VALUES ({', '.join('?' * width)})"
    started, used = time.perf_counter(), time.process_time()
    with file.open(newline="", encoding="utf-8-sig") as stream:
        rows = csv.reader(stream)
        next(rows)
        connection.execute("BEGIN IMMEDIATE")
        # As many values as the table has columns, and the id and the start where its indexes want them.
        connection.executemany(
            insert, ((TENANT, row[0], 0, 1, 1, row[13], row[15], *row[1:18]) for row in rows)
        )
        connection.execute("COMMIT")
    return measured(started, used)


def _ours(file: Path, folder: Path, rows: int) -> dict[str, Any]:
    return asyncio.run(_import(file, folder / "ours.db", rows))


async def _import(file: Path, path: Path, rows: int) -> dict[str, Any]:
    database = await _create(path)
    try:
        return await imported_twice(database, file, rows)
    finally:
        await database.close()


async def imported_twice(database: Database, file: Path, rows: int) -> dict[str, Any]:
    """What the first import took, what the same file again takes, and what reading then costs."""
    await _warm_up(database, file.with_name("PSTN.calls.few.csv"))
    started, used, pace = time.perf_counter(), time.process_time(), Pace(rows)
    await import_usage(database, TENANT, file, by="bench", clock=_now, on_rows=pace)
    found = measured(started, used) | {"pace": pace.ratios()}
    started = time.perf_counter()
    await import_usage(database, TENANT, file, by="bench", clock=_now)
    found["again_seconds"] = time.perf_counter() - started
    found |= await reads_ms(database, TENANT)
    return found | {"peak_again_mb": peak_mb()}


async def _warm_up(database: Database, few: Path) -> None:
    """A few rows of another organisation: what a process loads once is not what a row takes."""
    write_usage_file(few, 10)
    await import_usage(database, f"before {TENANT}", few, by="bench", clock=_now)


def _now() -> datetime:
    return datetime.now(UTC)


async def _create(path: Path) -> Database:
    database = Database(f"sqlite+aiosqlite:///{path}")
    await database.migrate()
    return database


def measured(started: float, used: float) -> dict[str, Any]:
    seconds, cpu = time.perf_counter() - started, time.process_time() - used
    return {"seconds": seconds, "cpu": cpu, "peak_mb": peak_mb()}


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _print(results: dict[str, dict[str, Any]], rows: int, file: Path) -> None:
    bare, ours = results["bare"], results["ours"]
    print(f"Import of {rows:,} rows on SQLite ({file.name})")
    print(f"{'':28}{'rows/s':>10}{'CPU us/row':>12}{'peak MB':>9}")
    for name, one in (("bare csv -> executemany", bare), ("import usage", ours)):
        per_second, cpu = rows / one["seconds"], one["cpu"] / rows * 1e6
        print(f"{name:28}{per_second:>10,.0f}{cpu:>12.1f}{one['peak_mb']:>9.0f}")
    again = rows / ours["again_seconds"]
    print(f"{'the same file again':28}{again:>10,.0f}{'':12}{ours['peak_again_mb']:>9.0f}")
    by_time, by_cpu = bare["seconds"] / ours["seconds"], bare["cpu"] / ours["cpu"]
    print(f"ratio to bare: {by_time:.2f} by time, {by_cpu:.2f} by CPU")
    print_pace(ours["pace"])
    print_reads(ours)


_WAYS = {"bare": _bare, "ours": _ours}

if __name__ == "__main__":
    main()
