"""The whole program for tests that want it; what all of them log is searched."""

import io

import pytest

from tests.logged import everything_logged
from tests.program import loaded, services_on

__all__ = ["everything_logged", "loaded", "services_on"]


@pytest.fixture(autouse=True)
def _every_log_is_searched(everything_logged: io.StringIO) -> None:
    """Also that of a test which says nothing of logs."""
