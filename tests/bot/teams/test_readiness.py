"""Readiness names the first thing that is missing, and nothing when all is there."""

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.composition import Services
from bot.teams.surroundings import LEAST_FREE_BYTES, _all_ready, database_ready

ServicesOn = Callable[[Path], Services]


def keys(are_known: bool) -> Any:
    return SimpleNamespace(are_known=are_known)


async def test_with_database_and_keys_nothing_is_missing(
    services_on: ServicesOn, database_file: Path
) -> None:
    assert await _all_ready(database_ready(services_on(database_file)), keys(True))() is None


async def test_without_signing_keys_nobody_can_be_let_in(
    services_on: ServicesOn, database_file: Path
) -> None:
    ready = _all_ready(database_ready(services_on(database_file)), keys(False))
    assert await ready() == "no signing keys are known"


async def test_a_database_that_is_no_database_is_missed(services_on: ServicesOn, tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"no database" * 1000)
    assert await database_ready(services_on(tmp_path / "bot.db"))() == "the database cannot be reached"


async def test_a_full_disk_is_named(
    services_on: ServicesOn, database_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = database_ready(services_on(database_file))
    for free, missing in ((LEAST_FREE_BYTES - 1, "the disk is full"), (LEAST_FREE_BYTES, None)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: SimpleNamespace(free=free))
        assert await ready() == missing
