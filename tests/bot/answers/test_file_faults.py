"""What is wrong with a dropped file is said in the reader's language; English as the command line has it."""

import re

import pytest

from bot.languages import LOCALES
from cards.plain_text import lines
from cards.renderer import Renderer
from pricing.imports.told import SENTENCES, told

VALUES = {"written": "xx", "other": "USD", "where": "Sheet 1", "number": 7}


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(LOCALES)


def said(renderer: Renderer, fault: str, locale: str) -> str:
    values = {name: str(value) for name, value in wanted(fault).items()}
    place = {"sheet": None, "row": 3, "column": None, "fault": fault, "values": values, "detail": None}
    view = {"name": "file.csv", "reason": "rates", "places": [place], "more": 0}
    return next(line for line in lines(renderer.render("file_problem", view, locale)) if " · " in line)


def wanted(fault: str) -> dict[str, object]:
    return {name: VALUES[name] for name in re.findall(r"\{(\w+)", SENTENCES[fault])}


@pytest.mark.parametrize("fault", SENTENCES)
def test_the_card_says_in_english_what_the_command_line_says(renderer, fault):
    assert said(renderer, fault, "en").endswith(f"row 3 · {told(fault, **wanted(fault))}")


@pytest.mark.parametrize("locale", LOCALES[1:])
def test_every_fault_has_words_of_every_language_with_its_values(renderer, locale):
    for fault in SENTENCES:
        words = said(renderer, fault, locale)
        assert not words.endswith(told(fault, **wanted(fault)))
        assert all(str(value) in words for value in wanted(fault).values())
