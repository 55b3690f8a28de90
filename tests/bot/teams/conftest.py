"""S9: every test of this folder logs at DEBUG, and no line may hold what its fixtures hide."""

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs
from tests.bot.teams.production import PASSWORD
from tests.fakes.activities import PHONE, SIGN_IN_NAME

CANARIES = (PASSWORD, SIGN_IN_NAME, PHONE, "own-token-", "eyJ")
"""The app's secret, a person's sign-in name and phone number, our own tokens, and the head of every JWT."""


@pytest.fixture(autouse=True)
def everything_logged() -> Iterator[io.StringIO]:
    """The log of the test as it would be written; at its end no canary may be in it."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    logs.set_up("DEBUG", stream)
    logs.hide(PASSWORD)
    yield stream
    root.handlers[:], root.level = before
    structlog.reset_defaults()
    assert [canary for canary in CANARIES if canary in stream.getvalue()] == []
