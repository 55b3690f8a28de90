"""What was asked, by whom and from where, free of any framework's types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
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
    locale: str | None = None
    """The client's language tag, as it sent it; an answer finds the language of the reply here."""
