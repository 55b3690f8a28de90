"""S9: what the program logs while tests run, at DEBUG, in which nothing may stand that fixtures hide."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import structlog

from bot import logs
from tests.fakes.activities import PASSWORD, PHONE, SIGN_IN_NAME

CANARIES = (
    *(PASSWORD, SIGN_IN_NAME, PHONE, "own-token-", "eyJ"),
    *("@contoso.example", "@fabrikam.example", "+551191234", "+35191234"),
)
"""The app's secret, people's sign-in names and phone numbers, our own tokens, and the head of every JWT."""


@contextmanager
def searched(level: str = "DEBUG") -> Iterator[io.StringIO]:
    """The log of the block as it would be written; at its end no canary may be in it."""
    root, stream = logging.getLogger(), io.StringIO()
    before = root.handlers[:], root.level
    logs.set_up(level, stream)
    logs.hide(PASSWORD)
    try:
        yield stream
    finally:
        root.handlers[:], root.level = before
        structlog.reset_defaults()
    assert [canary for canary in CANARIES if canary in stream.getvalue()] == []


@pytest.fixture
def everything_logged() -> Iterator[io.StringIO]:
    """The log of one test."""
    with searched() as stream:
        yield stream
