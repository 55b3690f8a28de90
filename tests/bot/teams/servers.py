"""The real server as a process of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import aiohttp

from tests.fakes.internet import Internet

ROOT = Path(__file__).parents[3]
LOG = "server.log"
DAY = ["--today", "2026-07-15"]


@dataclass
class ServerProcess:
    """A running one."""

    process: asyncio.subprocess.Process
    address: str
    client: aiohttp.ClientSession
    log: Path

    async def post(self, body: dict[str, Any], **options: Any) -> int:
        """The status of one activity."""
        async with self.client.post(self.address, json=body, **options) as response:
            await response.read()
            return response.status

    async def get(self, path: str) -> int:
        """The status of another path."""
        async with self.client.get(self.address.replace("api/messages", path)) as response:
            return response.status

    async def stop(self, sign: int = signal.SIGTERM) -> int:
        """The exit code after this signal."""
        self.process.send_signal(sign)
        return await asyncio.wait_for(self.process.wait(), 25)


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """The process's environment: its own data folder, and nothing set but this."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("Microsoft")}
    return {**kept, "DATA_DIR": str(folder), "LOG_LEVEL": "DEBUG", "PYTHONWARNINGS": "ignore", **settings}


async def finished(folder: Path, *words: str, **settings: str) -> tuple[int, str]:
    """Exit code and standard error of a `serve` that ends by itself."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "app.py", "serve", *words),
        cwd=ROOT,
        env=environment(folder, **settings),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode or 0, said.decode()


@asynccontextmanager
async def serving(
    folder: Path, *words: str, net: Internet | None = None, **settings: str
) -> AsyncIterator[ServerProcess]:
    """A server on a free port; in local mode unless it has an internet."""
    program = ["app.py", "serve", "--local"]
    if net is not None:
        program = ["-m", "tests.fakes.process", str(net.port), str(net.trusted)]
    with _log_in(folder) as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, *program, "--port", "0", *DAY, *words),
            cwd=ROOT,
            env=environment(folder, **settings),
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
    try:
        async with aiohttp.ClientSession() as client:
            yield ServerProcess(process, await _address(process), client, folder / LOG)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _log_in(folder: Path) -> BinaryIO:
    folder.mkdir(exist_ok=True)
    return (folder / LOG).open("ab")


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    async with asyncio.timeout(60):
        while line := (await process.stdout.readline()).decode():
            if line.startswith("listening on "):
                return line.removeprefix("listening on ").strip()
    raise RuntimeError("the server did not start; its log says why")
