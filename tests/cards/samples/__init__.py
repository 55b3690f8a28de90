"""Sample views, a module per card: `SAMPLES = {"what it shows": view}`, or `samples(locale)` for it.

They are rendered by the tests in every language and drawn by `make cards`.
"""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

FOLLOW_UPS = [
    {
        "label": "charges",
        "names": {},
        "data": {"do": "ask", "intent": "how_to", "topic": "charges", "slots": {}},
    },
    {"label": "rates", "names": {"country": "DE"}, "data": {"do": "ask", "intent": "rates", "slots": {}}},
]
"""Buttons that the renderer adds below any card."""


class Typed(str):
    """A text that came from a person or a file; tests put hostile texts in its place."""


def sampled_cards() -> list[str]:
    """Names of the cards that have samples."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


@cache
def samples(card: str, locale: str) -> Mapping[str, Mapping[str, Any]]:
    """What a card shows, by a few words that say what is special about it."""
    module = import_module(f"{__name__}.{card}")
    found: Mapping[str, Mapping[str, Any]] = (
        module.samples(locale) if hasattr(module, "samples") else module.SAMPLES
    )
    return found
