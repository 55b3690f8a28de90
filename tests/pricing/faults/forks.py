"""Runs commands in forks of a process that has imported everything, so that each starts at once.

One line of JSON per command on standard input: its words, its environment, the files for its output, and
after how long it is killed, if it is. Answered are the fork's process id, when it has stopped before its
first step, and then its wait status.
"""

import ctypes
import json
import os
import select
import signal
import sys
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest

import app
from pricing.imports import usage_import, usage_report
from pricing.imports.usage_import import Pace
from tests.databases import one_thread
from tests.pricing.reports import NOW

ANYONE_MAY_TRACE = (0x59616D61, -1)
"""Arguments of prctl."""
ROWS_PER_COMMIT = 20
PIECE_CHARACTERS = 3_000
LATE = (
    "bot.settings", "bot.storage.schema", "pricing.demo", "pricing.storage.revisions",
    "pricing.storage.organisations", "pricing.storage.usage_records", "sqlalchemy.dialects.sqlite.aiosqlite",
    "alembic.runtime.migration", "alembic.script", "phonenumbers",
)  # fmt: skip
"""What the commands import when they run."""


def main() -> None:
    """Until the end of standard input."""
    for name in LATE:
        import_module(name)
    # strace counts calls by thread; one thread has them all.
    one_thread.use(pytest.MonkeyPatch())
    # The command passes its own clock; SQLite writes a page less where a lease is renewed in the same second.
    usage_import.import_usage = _at_a_standing_clock(usage_import.import_usage)
    usage_import.Pace = lambda: Pace(ROWS_PER_COMMIT, timedelta(0))  # type: ignore[assignment,misc]
    usage_report.PIECE_CHARACTERS = PIECE_CHARACTERS
    for line in sys.stdin:
        job = json.loads(line)
        process = os.fork()
        if not process:
            _run(job)
        os.waitpid(process, os.WUNTRACED)
        print(process, flush=True)
        if job["killed_after_seconds"] is not None:
            _kill_after(process, job["killed_after_seconds"])
        print(os.waitpid(process, 0)[1], flush=True)


def _at_a_standing_clock(imports: Any) -> Any:
    return lambda *arguments, **named: imports(*arguments, **named | {"clock": lambda: NOW})


def _kill_after(process: int, seconds: float) -> None:
    ended = os.pidfd_open(process)
    if not select.select([ended], [], [], seconds)[0]:
        os.kill(process, signal.SIGKILL)
    os.close(ended)


def _run(job: dict[str, Any]) -> None:
    for number, name in ((1, "output"), (2, "errors")):
        os.dup2(os.open(job[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    ctypes.CDLL(None).prctl(*ANYONE_MAY_TRACE)
    os.kill(os.getpid(), signal.SIGSTOP)
    os.environ.update(job["environment"])
    code = app.main(job["words"])
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
