"""S9: logs carry no phone number, sign-in name, token or secret, whoever writes the line."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    logs.set_up("DEBUG", stream)
    yield stream
    root.handlers[:], root.level = before
    structlog.reset_defaults()


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("call +55 11 99876-5432 now", "99876"),
        ("call +4915112345678", "4915112345678"),
        ("(030) 1234-5678 rang", "1234"),
        ("+49151****4321", "4321"),
        ("tel:+442079460000", "442079460000"),
        ("from anna.schmidt@contoso.example", "anna.schmidt"),
        ("guest anna_fabrikam.example#EXT#@contoso.example", "anna_fabrikam"),
        ("Authorization: Bearer abcdefgh", "abcdefgh"),
        ("token eyJhbGciOiJub25lIn0.eyJhIjoxfQ.sig-1", "eyJhIjoxfQ"),
        ("client_secret=S3cr3t~value", "S3cr3t"),
        ("{'password': 'S3cr3t~value'}", "S3cr3t"),
        ("postgresql+asyncpg://bot:S3cr3t@db/minutewise", "S3cr3t"),
    ],
)
def test_what_must_not_be_written_is_masked(text: str, secret: str) -> None:
    assert secret not in logs.masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-15",
        "refused reason=token_key status=401",
        "took 1.25 s",
        "tenant 11111111-aaaa-4bbb-8ccc-dddddddddddd",
    ],
)
def test_what_helps_stays_readable(text: str) -> None:
    assert logs.masked(text) == text


def test_a_library_s_line_is_masked_too(written: io.StringIO) -> None:
    logging.getLogger("aiosqlite").debug("executing %s with %r", "INSERT", ("+55 11 99876-5432",))
    line = json.loads(written.getvalue())
    assert (line["event"], line["logger"]) == ("executing INSERT with ('[number]',)", "aiosqlite")


def test_an_exception_s_message_is_masked(written: io.StringIO) -> None:
    try:
        raise ValueError("no such user: anna@contoso.example")
    except ValueError:
        structlog.get_logger("x").exception("failed")
    assert "anna" not in written.getvalue()
    assert "ValueError" in written.getvalue()


def test_nested_values_are_masked(written: io.StringIO) -> None:
    structlog.get_logger("x").info(
        "event", data={"to": ["+55 11 99876-5432", {"who": "anna@contoso.example"}]}
    )
    assert json.loads(written.getvalue())["data"] == {"to": ["[number]", {"who": "[name]"}]}


def test_a_secret_of_the_settings_is_never_written(written: io.StringIO) -> None:
    logs.hide("correct-horse-battery")
    structlog.get_logger("x").info("event", odd="<correct-horse-battery>")
    assert "horse" not in written.getvalue()
