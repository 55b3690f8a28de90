"""What an answer is made of, and what it may use to make it."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    ASKED = "asked"
    DECLINED = "declined"
    REFUSED = "refused"


@dataclass(frozen=True)
class FollowUp:
    """A button for a natural next question; pressing it asks without any understanding."""

    label: str
    """Key of the button's words in `cards/templates/parts/labels.json.j2`."""
    intent: str
    slots: Mapping[str, Any] = field(default_factory=dict)
    """Slots as in `Slots.as_json()`, only those that are set."""
    topic: str | None = None
    names: Mapping[str, Any] = field(default_factory=dict)
    """What the label's words need, such as a country code."""


@dataclass(frozen=True)
class Answer:
    """One card's worth of reply: plain data, no words and no card markup."""

    card: str
    """Name of the template in `cards/templates`, without its ending."""
    view: Mapping[str, Any]
    """What the template shows: str, int, Decimal, date, datetime, bool, None, lists and dicts of these."""
    outcome: Outcome = Outcome.ANSWERED
    follow_ups: tuple[FollowUp, ...] = ()
    deed: str | None = None
    """For the audit log, where it is another than what was asked or pressed."""
    later: "Callable[[], AsyncIterator[Answer]] | None" = None
    """Work that goes on after this answer: each answer of it takes the place of the one before."""
