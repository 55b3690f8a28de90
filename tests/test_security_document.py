"""What SECURITY.md says shows something, is there."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
SECURITY = (HOUSE / "SECURITY.md").read_text(encoding="utf-8")
TESTS = sorted(set(re.findall(r"`((?:[\w]+/)*(?:test_\w+|conftest)\.py)`", SECURITY)))


@pytest.mark.parametrize("name", TESTS)
def test_every_test_that_is_named_is_there(name):
    assert (HOUSE / "tests" / name).exists()


def test_many_tests_are_named():
    assert len(TESTS) > 30


@pytest.mark.parametrize("row", re.findall(r'rows? ((?:"[^"]+"(?:, )?)+)', SECURITY))
def test_every_row_of_the_matrix_that_is_named_is_there(row):
    matrix = (HOUSE / "tests/bot/teams/test_token_gate.py").read_text(encoding="utf-8")
    assert [name for name in re.findall(r'"([^"]+)"', row) if f"\n{name} " not in matrix] == []


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:bot|tests|pricing|cards)/[\w/]+\.\w+)`", SECURITY)))
)
def test_every_file_that_is_named_is_there(path):
    assert (HOUSE / path).exists() or (HOUSE / "tests" / path).exists()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([a-z-]+)", SECURITY))))
def test_every_command_that_is_named_is_there(target):
    assert f"\n{target}:" in (HOUSE / "Makefile").read_text(encoding="utf-8")
