"""What an import with a preview prints: what would change, and whether it was imported."""

import json
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Report = Mapping[str, Any]


def show(arguments: Namespace, report: Report, lines: Callable[[Report], Iterable[str]]) -> None:
    """As JSON or as lines, to standard output."""
    whole = {**report, "file": str(arguments.file), "imported": not arguments.dry_run}
    ending = "imported" if whole["imported"] else "dry run: nothing was imported"
    print(json.dumps(whole, ensure_ascii=False) if arguments.json else "\n".join([*lines(whole), ending]))
