from pathlib import Path

import pytest


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a report is written."""
    return tmp_path / "PSTN.calls.2026-07-15.csv"
