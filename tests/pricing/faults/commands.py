"""Commands of the program as processes that faults are injected into, with strace."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

WRITING_CALLS = ("pwrite64", "ftruncate", "fdatasync", "fsync", "unlink", "unlinkat")
"""System calls by which SQLite changes what is on the disk."""


class Ended(NamedTuple):
    """What became of a command."""

    exit_code: int
    """Negative: the signal that ended it."""
    output: str
    errors: str
    calls: list[tuple[str, str]]
    """Name and file of each writing call, in their order."""
    injected: int
    """How many of them the fault fell on."""


class Commands:
    """Starts them one after the other; `folder` is for their output."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self._folder, self._environment = folder, environment
        self._forks = subprocess.Popen(
            [sys.executable, "-m", "tests.pricing.faults.forks"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip

    def close(self) -> None:
        """End the process that forks."""
        assert self._forks.stdin and self._forks.stdout
        self._forks.stdin.close()
        self._forks.wait()
        self._forks.stdout.close()

    def run(self, *words: str, fault: str | None = None) -> Ended:
        """Until its end, traced; `fault` as strace's --inject wants it."""
        process = self._start(words)
        with self._traced(process, fault):
            os.kill(process, signal.SIGCONT)
            status = int(self._answer())
        return self._ended(status)

    def run_untraced(self, *words: str, killed_after_seconds: float | None = None) -> Ended:
        """Until its end, or until it is killed."""
        self._log.write_text("")
        process = self._start(words, killed_after_seconds)
        with suppress(ProcessLookupError):  # the killer, whose clock runs already, may have been quicker
            os.kill(process, signal.SIGCONT)
        return self._ended(int(self._answer()))

    @property
    def _log(self) -> Path:
        return self._folder / "strace"

    def _start(self, words: tuple[str, ...], killed_after_seconds: float | None = None) -> int:
        job: dict[str, Any] = {name: str(self._folder / name) for name in ("output", "errors")}
        job |= {
            "words": words,
            "environment": self._environment,
            "killed_after_seconds": killed_after_seconds,
        }
        assert self._forks.stdin
        print(json.dumps(job), file=self._forks.stdin)
        return int(self._answer())

    def _answer(self) -> str:
        assert self._forks.stdout
        return self._forks.stdout.readline()

    @contextmanager
    def _traced(self, process: int, fault: str | None) -> Iterator[None]:
        command = [
            "strace",
            "-f",
            "-p",
            str(process),
            "-y",
            "-o",
            str(self._log),
            "-e",
            f"trace={','.join(WRITING_CALLS)}",
        ]
        command += ["-e", f"inject={fault}"] if fault else []
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr
            attached = tracer.stderr.readline()
            assert "attached" in attached, attached
            yield
            tracer.stderr.read()

    def _ended(self, status: int) -> Ended:
        log = self._log.read_text(encoding="utf-8", errors="replace")
        output, errors = ((self._folder / name).read_text(encoding="utf-8") for name in ("output", "errors"))
        calls = [(call["name"], call["file"]) for call in _CALL.finditer(log)]
        return Ended(os.waitstatus_to_exitcode(status), output, errors, calls, log.count("(INJECTED)"))


_CALL = re.compile(r"^\d+ +(?P<name>\w+)\([^<\"]*(?:<|\")(?P<file>[^>\"]*)", re.MULTILINE)
