"""What goes back for one question: the cards, their text, and the activity on the wire."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.answer import Answer
from bot.understanding.reading import Slots
from cards.plain_text import lines

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
MOST_CITATIONS, LONGEST_NAME, LONGEST_ABSTRACT = 20, 80, 160
"""Teams' limits of citations, in characters."""


@dataclass(frozen=True)
class Part:
    """The reply to one ask of a message: its answers, and a card for each."""

    intent: str
    slots: Slots
    answers: tuple[Answer, ...]
    cards: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Reply:
    """The reply to a whole message: one activity with the cards of every ask."""

    locale: str
    parts: tuple[Part, ...]
    notes: tuple[dict[str, Any], ...] = ()
    """Cards that answer no ask, such as which languages are spoken."""
    later: Callable[[], AsyncIterator[Part]] | None = None
    """Work that goes on: each part of it takes the place of the first one."""

    async def finished(self) -> "Reply":
        """The reply once its work is done."""
        if self.later is None:
            return self
        parts = [part async for part in self.later()]
        return replace(self, parts=(*parts[-1:], *self.parts[1:]) if parts else self.parts, later=None)

    @property
    def cards(self) -> list[dict[str, Any]]:
        """The Adaptive Cards, in the order of the asks."""
        return [card for part in self.parts for card in part.cards] + list(self.notes)

    @property
    def text(self) -> str:
        """The reply as a person reads it."""
        return "\n\n".join("\n".join(lines(card)) for card in self.cards)

    @property
    def activity(self) -> dict[str, Any]:
        """The message activity; the channel's layer adds who it goes to."""
        activity: dict[str, Any] = {
            "type": "message",
            "locale": self.locale,
            "inputHint": "acceptingInput",
            "summary": self.cards[0]["fallbackText"],
            "attachments": [{"contentType": CARD_TYPE, "content": card} for card in self.cards],
        }
        if citation := _citation(self.parts):
            activity["entities"] = [citation]
        return activity


def _citation(parts: tuple[Part, ...]) -> dict[str, Any] | None:
    answers = (answer for part in parts for answer in part.answers)
    sources = _distinct(source for answer in answers for source in answer.view.get("sources", ()))
    if not sources:
        return None
    return {
        "type": "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
        "citation": [_claim(position, source) for position, source in enumerate(sources, 1)],
    }


def _distinct(sources: Any) -> list[Mapping[str, Any]]:
    named = {source["url"]: source for source in sources if source.get("url")}
    return list(named.values())[:MOST_CITATIONS]


def _claim(position: int, source: Mapping[str, Any]) -> dict[str, Any]:
    date = str(source["date"])
    appearance = {
        "@type": "DigitalDocument",
        "name": _cut(source["title"], LONGEST_NAME),
        "url": source["url"],
        "abstract": f"{_cut(source['title'], LONGEST_ABSTRACT - len(date) - 3)} ({date})",
    }
    return {"@type": "Claim", "position": position, "appearance": appearance}


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
