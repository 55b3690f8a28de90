"""Write the demo organisation's usage report to a file: python -m pricing.demo FILE [--today DAY]."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from pricing.demo.calls import calls
from pricing.demo.report import usage_csv


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(prog="python -m pricing.demo", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--today", type=date.fromisoformat, metavar="DAY", help="such as 2026-07-15")
    arguments = parser.parse_args()
    report = usage_csv(calls(arguments.today or datetime.now(UTC).date()))
    arguments.file.write_text(report, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
