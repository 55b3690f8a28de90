"""M5: whenever an import is killed, a reader sees all of it or nothing, and what it acknowledged stays."""

import signal
from collections import Counter
from random import Random
from time import perf_counter

import pytest

from tests.pricing.faults.commands import Commands, Ended
from tests.pricing.faults.stage import Stage
from tests.sizes import size

PARTS = 4
"""So that they can be played side by side."""
LAST = 4
"""Calls of each name that are always tried: the commit is among them."""


def points(calls: list[tuple[str, str]], most: int) -> list[tuple[str, int]]:
    """Calls to die at, by name and number: the last of each name, and of the rest as many as fit, spread."""
    totals = Counter(name for name, _ in calls)
    numbered = [(name, number) for name, total in totals.items() for number in range(1, total + 1)]
    last = [point for point in numbered if point[1] > totals[point[0]] - LAST]
    rest = [point for point in numbered if point not in last]
    wanted = min(max(most - len(last), 0), len(rest))
    return last + [rest[index * len(rest) // wanted] for index in range(wanted)]


@pytest.mark.parametrize("part", range(PARTS))
def test_an_import_killed_at_any_call_counts_whole_or_not_at_all(
    part, stage, commands, undisturbed, record_property
):
    chosen = points(undisturbed.calls, size("M5 calls"))
    assert {"pwrite64", "fdatasync", "unlink"} <= {name for name, _ in chosen}
    record_property("M5 calls", len(chosen[part::PARTS]))
    for name, number in chosen[part::PARTS]:
        stage.reset()
        ended = commands.run(*stage.words, fault=f"{name}:signal=KILL:when={number}")
        assert ended.exit_code == -signal.SIGKILL, f"no fault at {name} {number}"
        holds(stage, commands, ended)


def test_an_import_killed_at_any_moment_counts_whole_or_not_at_all(stage, commands, undisturbed):
    chance, killed = Random(5), 0
    stage.reset()
    started = perf_counter()
    commands.run_untraced(*stage.words)
    longest = perf_counter() - started
    for _ in range(size("M5 moments")):
        stage.reset()
        ended = commands.run_untraced(*stage.words, killed_after_seconds=chance.uniform(0, longest))
        killed += ended.exit_code == -signal.SIGKILL
        holds(stage, commands, ended)
    assert killed


def holds(stage: Stage, commands: Commands, ended: Ended) -> None:
    """All or nothing, what was acknowledged counts, nothing is damaged, and the retry brings the rest."""
    figures = stage.figures()
    acknowledged = "inserted" in ended.output
    assert figures == stage.after if acknowledged else figures in (stage.before, stage.after)
    assert stage.faults() == []
    assert commands.run_untraced(*stage.words).exit_code == 0
    assert stage.figures() == stage.after
    assert stage.faults() == []
