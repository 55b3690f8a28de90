"""A pytest plugin: runs the tests of a promise, and tells each promise's size, violations and seconds.

A test proves the promises whose sizes it reads, or else those that its module's first lines name. Where a
size is "every one", the test itself records how many there were, as a property with the size's name.
"""

import inspect
import re
from collections import defaultdict

import pytest

from tests.sizes import POSTGRESQL, SIZES, size

_NAMED = re.compile(r"\b([MSR]\d{1,2})\b")
_SIZE = re.compile(rf"\b({'|'.join({**SIZES, **POSTGRESQL})})\b")
_PROVES = "proves"
_ON_POSTGRESQL = " on PostgreSQL"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--promise", help="only the tests of these, such as M5 or M2,M4")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    chosen = config.getoption("--promise")
    wanted = set(re.split(r"[ ,]+", chosen)) if chosen else None
    kept, left = [], []
    for item in items:
        proves = _proves(item)
        item.user_properties.append((_PROVES, proves))
        mine = {name.split()[0] for name in proves}
        (kept if proves and (wanted is None or mine & wanted) else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def _proves(item: pytest.Item) -> list[str]:
    """Names of sizes, or of promises without one."""
    function = getattr(item, "function", None)
    inner = getattr(getattr(function, "hypothesis", None), "inner_test", function)
    sized = _SIZE.findall(inspect.getsource(inner)) if inner else []
    named = sized or _NAMED.findall(getattr(inspect.getmodule(inner), "__doc__", None) or "")
    ending = _ON_POSTGRESQL if "postgresql" in item.nodeid else ""
    return sorted({name + ending for name in named})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    violations: dict[str, int] = defaultdict(int)
    tests: dict[str, int] = defaultdict(int)
    seconds: dict[str, float] = defaultdict(float)
    counted: dict[str, int] = defaultdict(int)
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.stats.get(outcome, ()):
            told = dict(report.user_properties)
            for name in told.get(_PROVES, ()):
                tests[name] += report.when == "call"
                violations[name] += outcome != "passed"
                seconds[name] += report.duration
                counted[name] += told.get(name, 0) if report.when == "call" else 0
    rows = [
        (
            name,
            f"{counted[name]:,}" if counted[name] else _size(name),
            str(tests[name]),
            str(violations[name]),
        )
        for name in sorted(tests, key=_place)
    ]
    terminalreporter.section("promises")
    head = ("promise", "size run", "tests", "violations")
    for name, *cells in (head, *rows):
        spent = f"{seconds[name]:>10,.1f}" if name in seconds else "seconds".rjust(10)
        terminalreporter.write_line(f"{name:36}" + "".join(f"{cell:>12}" for cell in cells) + spent)


def _place(name: str) -> tuple[str, int, str]:
    """M2 before M10, and "all" among the letters."""
    letter, number = name[0], name.split()[0][1:]
    return letter, int(number) if number.isdecimal() else 0, name


def _size(name: str) -> str:
    bare = name.removesuffix(_ON_POSTGRESQL)
    if bare not in SIZES and bare not in POSTGRESQL:
        return "all"
    is_sqlite = bare == name and bare in SIZES
    return f"{size(bare, 'sqlite' if is_sqlite else 'postgresql'):,}"
