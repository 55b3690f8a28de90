"""What was asked, by whom and from where, free of any framework's types."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any


class Role(StrEnum):
    """Who asks: only an admin may see or change the organisation's money."""

    ADMIN = "admin"
    MEMBER = "member"
    GUEST = "guest"
    UNKNOWN = "unknown"
    """The directory could not be asked; such a person sees no money."""


class Scope(StrEnum):
    """Where it was asked: money is spoken of in a personal chat only."""

    PERSONAL = "personal"
    GROUP = "group"
    CHANNEL = "channel"


class NotFetched(Exception):
    """A dropped file could not be fetched; `reason` is gone, too_large, not_allowed or failed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class DroppedFile:
    """A file that came with a message; nothing of it has been fetched yet."""

    name: str
    """Safe as a file name."""
    fetch: Callable[[Path], Awaitable[None]]
    """Writes it to a path. Raises NotFetched."""


@dataclass(frozen=True)
class Question:
    """One message or one pressed button."""

    text: str
    """What was typed; empty when a button was pressed."""
    tenant: str
    """Key of the organisation that asks."""
    user: str
    """Stable id of the person within the tenant."""
    conversation: str
    """Id of the chat; with the user it keys what is remembered."""
    now: datetime
    """The instant of asking, aware and in UTC."""
    role: Role = Role.MEMBER
    scope: Scope = Scope.PERSONAL
    data: Mapping[str, Any] = field(default_factory=dict)
    """A pressed button's data with the form's fields; empty for typed text."""
    files: tuple[DroppedFile, ...] = ()
    """What was dropped into the chat with the message."""
    name: str | None = None
    """What the person is called, where the channel tells."""
    own_chat: str | None = None
    """Address of the 1:1 chat with the bot, where the channel has one."""
    locale: str | None = None
    """The client's language tag, as it sent it; an answer finds the language of the reply here."""
