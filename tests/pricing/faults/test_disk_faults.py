"""M6: on a full or failing disk an import fails whole and says so, reads go on, and the retry succeeds."""

import pytest

from pricing.storage.disk_faults import FAILING, FULL
from tests.sizes import size

PARTS = 2
"""So that they can be played side by side."""
CALLS = ("pwrite64", "fdatasync")


def numbers(calls: list[tuple[str, str]], name: str, most: int) -> list[int]:
    """Which calls of this name to try, spread: those to a file, as SQLite does without syncing a folder."""
    of_name = [file for called, file in calls if called == name]
    to_files = [number for number, file in enumerate(of_name, 1) if ".db" in file]
    wanted = min(most, len(to_files))
    return [to_files[index * len(to_files) // wanted] for index in range(wanted)]


@pytest.mark.parametrize("part", range(PARTS))
def test_on_a_full_disk_an_import_fails_whole_and_can_be_repeated(
    part, stage, commands, undisturbed, record_property
):
    chosen = numbers(undisturbed.calls, "pwrite64", size("M6 points"))[part::PARTS]
    record_property("M6 points", len(chosen))
    for number in chosen:
        fails_whole(stage, commands, f"pwrite64:error=ENOSPC:when={number}+", FULL)


@pytest.mark.parametrize("part", range(PARTS))
def test_on_an_error_of_the_disk_an_import_fails_whole_and_can_be_repeated(
    part, stage, commands, undisturbed, record_property
):
    half = size("M6 points") // 2
    points = [(name, number) for name in CALLS for number in numbers(undisturbed.calls, name, half)]
    record_property("M6 points", len(points[part::PARTS]))
    for name, number in points[part::PARTS]:
        fails_whole(stage, commands, f"{name}:error=EIO:when={number}", FAILING)


def fails_whole(stage, commands, fault: str, sentence: str) -> None:
    stage.reset()
    ended = commands.run(*stage.words, fault=fault)
    assert ended.injected, f"no fault at {fault}"
    assert (ended.exit_code, ended.errors, ended.output) == (1, f"{sentence}\n", ""), fault
    assert stage.figures() == stage.before
    assert commands.run_untraced(*stage.words).exit_code == 0
    assert stage.figures() == stage.after
    assert stage.faults() == []
