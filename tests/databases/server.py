"""A real PostgreSQL server of Debian's packages, in a folder of its own, on loopback."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda path: float(path.parent.name))
"""The newest last."""
MISSING = "PostgreSQL is not installed, and these tests need it: sudo apt-get install postgresql"
ACCOUNT = "postgres"
TRIES = 5
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""Nothing is lost by them unless the machine itself stops."""
_WATCH = 'read -r _; "$0" stop --pgdata="$1/data" --wait --mode=immediate; rm -rf "$1"'
"""Waits for the end of its input, which comes with the end of whoever holds the other side of the pipe."""
_SMALL = {"shared_buffers": "32MB", "max_connections": "60", "unix_socket_directories": "''"}


class Server:
    """Starts on a free port; its superuser is `postgres` with a password of its own."""

    def __init__(self, **settings: str) -> None:
        """Settings as postgresql.conf knows them."""
        if not PROGRAMS or not (PROGRAMS[-1] / "initdb").exists():
            raise RuntimeError(MISSING)
        self._settings = _SMALL | {"listen_addresses": "127.0.0.1"} | settings
        self.password = secrets.token_hex(12)
        self.port = 0
        # The server refuses to run as root, and pytest's folders are root's alone.
        self._folder = Path(tempfile.mkdtemp(prefix="minutewise-postgresql-"))
        if os.geteuid() == 0:
            shutil.chown(self._folder, ACCOUNT)
        self.watcher = self._watched()
        """Removes it, also when this process is killed and can do so no more."""
        self._create()

    @property
    def data(self) -> Path:
        """The server's folder."""
        return self._folder / "data"

    @property
    def _log(self) -> Path:
        return self._folder / "log"

    def url(self, role: str = ACCOUNT, database: str = "postgres") -> str:
        """Where a role finds a database; every role of ours has the same password."""
        return f"postgresql+asyncpg://{role}:{self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> "Server":
        """Listening when this returns; on the port it had before, if it had one."""
        for _ in range(TRIES):
            port = self.port or _free_port()
            if self._control("start", "--wait", "--options", self._options(port)):
                self.port = port
                return self
        raise RuntimeError(self._log.read_text(errors="replace"))

    def stop(self, mode: str = "immediate") -> None:
        """Down when this returns; `immediate` is as if it had been killed."""
        self._control("stop", "--wait", "--mode", mode)

    def cpu_seconds(self) -> float:
        """What its processes that have ended took."""
        number = (self.data / "postmaster.pid").read_text().split()[0]
        figures = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        return (int(figures[13]) + int(figures[14])) / os.sysconf("SC_CLK_TCK")

    def described(self, database: str) -> list[str]:
        """The statements that would create the database's tables, in the order of the alphabet."""
        self._log.write_bytes(b"")
        address = self.url(database=database).replace("+asyncpg", "")
        if self._run("pg_dump", "--schema-only", f"--dbname={address}").returncode:
            raise RuntimeError(self._log.read_text())
        # Remarks, and lines with a new password each time.
        lines = [line for line in self._log.read_text().splitlines() if not line.startswith(("--", "\\"))]
        return sorted(" ".join(" ".join(lines).split()).split(";"))

    def remove(self) -> None:
        """Stop it and leave nothing behind."""
        self.watcher.communicate()

    def _watched(self) -> subprocess.Popen[bytes]:
        """Begin to wait for this process's end."""
        words = ["sh", "-c", _WATCH, str(PROGRAMS[-1] / "pg_ctl"), str(self._folder)]
        with self._log.open("ab") as log:
            return subprocess.Popen(
                words,
                cwd="/",
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **_account(),
            )

    def _create(self) -> None:
        secret = self._folder / "secret"
        secret.write_text(self.password)
        secret.chmod(0o644)  # the folder itself is closed to others
        command = ["initdb", "--no-sync", "--auth=md5", f"--username={ACCOUNT}", f"--pwfile={secret}"]
        # A language's order of texts, as databases mostly have it, and which ours must not depend on.
        language = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en")
        made = self._run(*command, *language, f"--pgdata={self.data}")
        if made.returncode:
            raise RuntimeError(self._log.read_text(errors="replace"))

    def _options(self, port: int) -> str:
        settings = self._settings | {"port": str(port), "password_encryption": "md5"}
        return " ".join(f"-c {name}={value}" for name, value in settings.items())

    def _control(self, *words: str) -> bool:
        return self._run("pg_ctl", f"--pgdata={self.data}", *words).returncode == 0

    def _run(self, program: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        # A file, not a pipe: the server holds it open, and the wait for a pipe's end would never be over.
        with self._log.open("ab") as log:
            return subprocess.run(
                [PROGRAMS[-1] / program, *words],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,
                **_account(),
            )


def _account() -> dict[str, Any]:
    """Whom the server's programs run as."""
    return {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []} if os.geteuid() == 0 else {}


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
