"""Cards from templates: one Adaptive Card 1.5 per call."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from cards.catalogues import LOCALES
from cards.elements import AGE
from cards.language import ENDING, Language, read_sources
from cards.plain_text import visible_lines
from cards.values import Compiled, settled

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
MOST_ACTIONS = 6
SPOKEN_LINES = 4


class Renderer:
    """Renders any card in any language; holds no state between calls."""

    def __init__(self, locales: Iterable[str] = LOCALES, *, on_demand: bool = False) -> None:
        """Reads every template; compiles all of them and every catalogue, or each `on_demand`.

        Raises jinja2's TemplateSyntaxError and babel's PoFileError; a server finds out at its start,
        a single question saves the time.
        """
        self._sources = read_sources()
        self._compiled = Compiled()
        self._locales = tuple(locales)
        self._languages: dict[str, Language] = {}
        if not on_demand:
            for locale in self._locales:
                self._language(locale).compile(self.cards)

    @property
    def cards(self) -> tuple[str, ...]:
        """Names of all cards."""
        return tuple(name.removesuffix(ENDING) for name in self._sources if "/" not in name)

    def _language(self, locale: str) -> "Language":
        if locale not in self._locales:
            raise KeyError(locale)
        if locale not in self._languages:
            self._languages[locale] = Language(locale, self._sources, self._compiled)
        return self._languages[locale]

    def render(
        self, card: str, view: Mapping[str, Any], locale: str, follow_ups: Iterable[Mapping[str, Any]] = ()
    ) -> dict[str, Any]:
        """A whole card.

        `card` names a template, `view` is what it shows, `follow_ups` are buttons below it, each
        `{"label": key of parts/labels, "names": {...}, "data": {...}}`. Raises KeyError for an unknown card.
        """
        language = self._language(locale)
        drawn = settled(language.card(card).render(view=view))
        actions = [*drawn.get("actions", ()), *map(language.button, follow_ups)]
        whole: dict[str, Any] = {
            "type": "AdaptiveCard",
            "$schema": SCHEMA,
            "version": "1.5",
            "lang": locale,
            "body": _marked(drawn["body"], language) if view.get("demo") else drawn["body"],
            "actions": actions[:MOST_ACTIONS],
        }
        spoken = _spoken(whole["body"])
        return {**whole, "fallbackText": "\n".join(spoken), "speak": " ".join(map(_sentence, spoken))}


def _marked(body: list[Any], language: Language) -> list[Any]:
    """The body with the demo organisation's ribbon below its first line, whichever card it is."""
    return [*body[:1], language.demo_ribbon(), *body[1:]]


def _spoken(body: list[Any]) -> list[str]:
    """The first lines, and those that say how old the card's figures are."""
    first = list(islice(visible_lines({"body": body}), SPOKEN_LINES))
    ages = visible_lines({"body": [one for one in body if one.get("id") == AGE]})
    return first + [line for line in ages if line not in first]


def _sentence(line: str) -> str:
    """A line as it is read aloud."""
    said = line.replace(" | ", ": ")
    return said if said.endswith((".", "!", "?", ":", "。")) else f"{said}."
