"""Logs as JSON lines without phone numbers, sign-in names, tokens or secrets, whoever writes them."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

_CONFIDING = "password|passwd|secret|client_assertion|access_token|authorization"
_MASKS = (
    (re.compile(r"eyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?"), "[token]"),
    (re.compile(r"(?i)\b(bearer)\s+\S+"), r"\1 [token]"),
    (re.compile(rf"(?i)({_CONFIDING})(\W{{1,4}})[^\s,;&'\"}}]+"), r"\1\2[secret]"),
    (re.compile(r"(?i)(\w+://[^\s:/@]+):[^\s@/]+@"), r"\1:[secret]@"),
    (re.compile(r"[\w.+%#-]+@[\w-]+(?:\.[\w-]+)+"), "[name]"),
    (re.compile(r"(?<![\w.-])(?!\d{4}-\d\d-\d\d\b)\+?\d(?:[\s().*/-]{0,2}[\d*]){7,18}(?![\w-])"), "[number]"),
)
_UNTOUCHED = frozenset({"timestamp", "level", "logger", "reference"})
_secrets: set[str] = set()


def hide(secret: str) -> None:
    """Never log this very text; for values that only the settings know."""
    if len(secret) >= 6:
        _secrets.add(secret)


def set_up(level: str, stream: TextIO | None = None) -> None:
    """All logs of the process, libraries included, as redacted JSON lines on standard error."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                redact,
                structlog.processors.JSONRenderer(default=repr),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: every text of the line with what must not be in it masked."""
    return {key: value if key in _UNTOUCHED else _redacted(value) for key, value in event.items()}


def _redacted(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {masked(str(key)): _redacted(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_redacted(inner) for inner in value]
    return masked(value if isinstance(value, str) else repr(value))


def masked(text: str) -> str:
    """The text with everything masked that looks like a number, a name, a token or a secret."""
    for secret in _secrets:
        text = text.replace(secret, "[secret]")
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text
