"""`make mutate`: which small changes to ledger, gate and token check no test notices.

Prints each survivor; those of survivors.md are explained there. Exit code 1 when there is another.
Each mutant runs in a fork of this process, so that the libraries are imported once.
"""

import ast
import importlib.abc
import importlib.machinery
import os
import resource
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

from tests.mutation.mutants import Mutant, mutants

HOUSE = Path(__file__).parents[2]
EXPLAINED = Path(__file__).with_name("survivors.md")
MOST_CPU_SECONDS = 60
LIBRARIES = (
    "pytest",
    "hypothesis",
    "aiohttp.web",
    "sqlalchemy.ext.asyncio",
    "botbuilder.core",
    "jwt",
    "cryptography.x509",
)
TARGETS: dict[str, list[str]] = {
    "pricing/ledger.py": ["tests/pricing/test_ledger.py", "tests/pricing/test_ledger_promises.py"],
    "bot/teams/gate.py": ["tests/bot/teams/test_gates.py", "tests/bot/teams/test_local_gate.py"],
    "bot/teams/tokens.py": ["tests/bot/teams/test_token_bounds.py", "tests/bot/teams/test_token_gate.py"],
}
WITHOUT = "not mutation_of_a_good_token"
"""Left out: it takes long, and what it finds the matrix finds too."""


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from a changed tree."""

    def __init__(self, file: str, tree: ast.Module) -> None:
        self._file, self._tree = file, tree
        self._name = file.removesuffix(".py").replace("/", ".")

    def find_spec(
        self, name: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Ours is the one module."""
        if name != self._name:
            return None
        return importlib.machinery.ModuleSpec(name, self, origin=str(HOUSE / self._file))

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """As usual."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed code."""
        module.__file__ = str(HOUSE / self._file)
        exec(compile(self._tree, module.__file__, "exec"), module.__dict__)


def survives(file: str, tests: list[str], mutant: Mutant) -> bool:
    """Whether all tests pass on it."""
    child = os.fork()
    if child == 0:
        os._exit(_tested(file, tests, mutant))
    _, status = os.waitpid(child, 0)
    return status == 0


def _tested(file: str, tests: list[str], mutant: Mutant) -> int:
    """Exit code of pytest in this process, which ends afterwards; 1 for whatever goes wrong."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1), os.dup2(nowhere, 2)
        sys.meta_path.insert(0, Changed(file, mutant.tree))
        import pytest

        from tests import sizes

        sizes.SIZES = {name: (max(1, usual // 20), deep) for name, (usual, deep) in sizes.SIZES.items()}
        words = [
            "-x",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            "--assert=plain",
            "--timeout=60",
            "-k",
            WITHOUT,
            *tests,
        ]
        return int(pytest.main(words))
    except BaseException:
        return 1


def main(*files: str) -> int:
    """Try every mutant of the files, all of them by default."""
    for name in LIBRARIES:
        import_module(name)
    explained, new = EXPLAINED.read_text(encoding="utf-8"), 0
    for file in files or TARGETS:
        source = (HOUSE / file).read_text(encoding="utf-8")
        if not survives(file, TARGETS[file], Mutant(0, "nothing", ast.parse(source))):
            print(f"{file}: its tests fail as it is")
            return 1
        every, alive = 0, 0
        for mutant in mutants(source):
            every += 1
            if survives(file, TARGETS[file], mutant):
                alive += 1
                is_explained = f"`{mutant.said}`" in explained
                new += not is_explained
                print(
                    f"{file}:{mutant.line}: {mutant.said}{' (explained)' if is_explained else ''}", flush=True
                )
        print(f"{file}: {every} mutants, {every - alive} killed, {alive} survived", flush=True)
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
