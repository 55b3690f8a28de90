"""How-to answers as content: one entry per topic and language. Nothing here reads a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from pricing.catalog import Source

TOPICS = (
    "what_it_is", "charges", "difference", "buy", "credits", "auto_recharge", "zero", "expiry", "licences",
    "enable", "numbers", "restrict_dial_out", "where_rates", "where_usage", "other_prices", "mails",
)  # fmt: skip
"""Every topic, each present in every language."""
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Link:
    """A page to go on to."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The answer to one topic in one language, as sentences."""

    topic: str
    locale: str
    title: str
    answer: str
    """The answer in one sentence."""
    steps: tuple[str, ...]
    paths: tuple[str, ...]
    """Where in which admin center."""
    roles: tuple[str, ...]
    """Who may do it, or who is meant."""
    notes: tuple[str, ...]
    links: tuple[Link, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class HowTo:
    """All how-to answers."""

    entries: Mapping[tuple[str, str], Entry]
    """By locale and topic."""

    def entry(self, topic: str, locale: str) -> Entry:
        """The answer in that language, or the English one. KeyError for an unknown topic."""
        return self.entries.get((locale, topic)) or self.entries[ENGLISH, topic]
