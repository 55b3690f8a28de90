"""How fast a usage report is imported into PostgreSQL, beside the least that COPY could take.

    python -m bench.import_postgresql [--rows N]

A server of its own with Debian's default settings; both ways write into the same table of a new database, one
after the other, each in a process of its own so that its peak memory is its own.
"""

import argparse
import asyncio
import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg

from bench.import_usage import TENANT, imported_twice, measured
from bench.pace import print_pace
from bench.reading import print_reads
from bench.usage_file import write_usage_file
from pricing.storage.database import Database
from pricing.storage.schema import usage_record
from tests.databases.cluster import OWNER, Cluster
from tests.databases.server import Server


def main() -> None:
    """Write the file, run both ways, print the table."""
    arguments = _arguments()
    if arguments.way:
        print(json.dumps(asyncio.run(_WAYS[arguments.way](arguments.file, arguments.rows, arguments.url))))
        return
    server = Server(shared_buffers="128MB")
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"PSTN.calls.{arguments.rows}.csv"
            write_usage_file(file, arguments.rows)
            cluster = Cluster(server.start())
            results = {way: _in_a_process(way, file, arguments.rows, cluster) for way in _WAYS}
    finally:
        server.remove()
    _print(results, arguments.rows)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.import_postgresql")
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--way", choices=_WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_a_process(way: str, file: Path, rows: int, cluster: Cluster) -> dict[str, Any]:
    url = cluster.migrated(way)
    if way == "bare":  # COPY is let past row security for the owner alone, and not while it is forced
        cluster.as_superuser("ALTER TABLE usage_record NO FORCE ROW LEVEL SECURITY", way)
        url = cluster.server.url(OWNER, way)
    before = cluster.server.cpu_seconds()
    command = [sys.executable, "-m", "bench.import_postgresql", "--way", way, "--file", str(file)]
    command += ["--rows", str(rows), "--url", url]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return {**json.loads(done.stdout), "server_cpu": cluster.server.cpu_seconds() - before}


async def _bare(file: Path, _rows: int, url: str) -> dict[str, Any]:
    """csv.reader to copy_records: nothing read, checked or compared."""
    connection = await asyncpg.connect(urlsplit(url)._replace(scheme="postgresql").geturl())
    started, used = time.perf_counter(), time.process_time()
    with file.open(newline="", encoding="utf-8-sig") as stream:
        rows = csv.reader(stream)
        next(rows)
        await connection.copy_records_to_table(usage_record.name, records=_as_they_are(rows))
    found = measured(started, used)
    await connection.close()
    return found


def _as_they_are(rows: Iterator[list[str]]) -> Iterator[tuple[Any, ...]]:
    """As many values as the table has columns, those that are numbers made from any digits at hand."""
    for number, row in enumerate(rows):
        numbers = (0, 1, number, 1_780_000_000 + number, int(row[15]))
        yield (TENANT, row[0], *numbers, row[1], number, number, *row[2:16])


async def _ours(file: Path, rows: int, url: str) -> dict[str, Any]:
    database = Database(url)
    try:
        return await imported_twice(database, file, rows)
    finally:
        await database.close()


def _print(results: dict[str, dict[str, Any]], rows: int) -> None:
    bare, ours = results["bare"], results["ours"]
    print(f"Import of {rows:,} rows on PostgreSQL")
    print(f"{'':28}{'rows/s':>10}{'CPU us/row':>12}{'the server':>12}{'peak MB':>9}")
    for name, one in (("bare csv -> copy_records", bare), ("import usage", ours)):
        per_second, cpu = rows / one["seconds"], one["cpu"] / rows * 1e6
        server = one["server_cpu"] / rows * 1e6
        print(f"{name:28}{per_second:>10,.0f}{cpu:>12.1f}{server:>12.1f}{one['peak_mb']:>9.0f}")
    again = rows / ours["again_seconds"]
    print(f"{'the same file again':28}{again:>10,.0f}{'':24}{ours['peak_again_mb']:>9.0f}")
    print(f"ratio to bare: {bare['seconds'] / ours['seconds']:.2f} by time")
    print_pace(ours["pace"])
    print_reads(ours)


_WAYS = {"bare": _bare, "ours": _ours}

if __name__ == "__main__":
    main()
