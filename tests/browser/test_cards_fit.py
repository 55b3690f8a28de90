"""Every card in every language through the official renderer, on the narrowest screen: no text is cut off."""

from collections.abc import Iterator

import pytest

from cards.catalogues import LOCALES
from cards.renderer import Renderer
from tests.browser.canvas import Canvas, open_canvas, sheet
from tests.cards.samples import FOLLOW_UPS, sampled_cards, samples

pytestmark = pytest.mark.browser
NARROW = 320


@pytest.fixture(scope="module")
def canvas() -> Iterator[Canvas]:
    with open_canvas() as canvas:
        yield canvas


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("card", sampled_cards())
def test_no_text_is_cut_off(card, locale, canvas, renderer):
    views = samples(card, locale)
    drawn = {title: renderer.render(card, view, locale, FOLLOW_UPS) for title, view in views.items()}
    canvas.draw(sheet(drawn), "light", NARROW)
    assert canvas.misfits() == []


def test_a_text_that_is_cut_off_would_be_found(canvas):
    long = {"type": "TextBlock", "text": "word " * 40}
    canvas.draw(sheet({"long": {"type": "AdaptiveCard", "version": "1.5", "body": [long]}}), "light", NARROW)
    assert canvas.misfits() != []
