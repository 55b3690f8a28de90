"""Where a report is written, and what imports log, for tests that want it searched."""

from pathlib import Path

import pytest

from tests.logged import everything_logged

__all__ = ["everything_logged"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a report is written."""
    return tmp_path / "PSTN.calls.2026-07-15.csv"
