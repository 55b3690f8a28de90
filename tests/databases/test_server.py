"""The tests' PostgreSQL leaves nothing behind."""

import os
import select
import subprocess
import sys
from pathlib import Path

HOLDS = """
from tests.databases.server import QUICK, Server
server = Server(**QUICK).start()
print(server.data, server.watcher.pid, flush=True)
input()
"""


def test_it_ends_with_the_tests_that_wanted_it_also_when_they_are_killed() -> None:
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as tests:
        assert tests.stdout is not None
        folder, _, watcher = tests.stdout.readline().rpartition(" ")
        number = (Path(folder) / "postmaster.pid").read_text().split()[0]
        left = [os.pidfd_open(int(one)) for one in (number, watcher)]
        tests.kill()
    for process in left:
        assert select.select([process], [], [], 60)[0]
        os.close(process)
    assert not Path(folder).exists()
