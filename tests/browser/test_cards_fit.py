"""Every card in every language through the official renderer, narrow and wide: no text is cut off."""

from collections.abc import Iterator

import pytest

from cards.catalogues import LOCALES
from cards.renderer import Renderer
from tests.browser.canvas import WIDTHS, Canvas, open_canvas, unfolded
from tests.cards.samples import FOLLOW_UPS, sampled_cards, samples

pytestmark = pytest.mark.browser
NARROW = WIDTHS[0]


@pytest.fixture(scope="module")
def canvas() -> Iterator[Canvas]:
    with open_canvas() as canvas:
        yield canvas


def every_card(locale: str) -> dict:
    renderer = Renderer((locale,))
    return {
        f"{card}, {title}": renderer.render(card, view, locale, FOLLOW_UPS)
        for card in sampled_cards()
        for title, view in samples(card, locale).items()
    }


def card_of(text: str) -> dict:
    body = [{"type": "TextBlock", "text": text, "wrap": " " not in text}]
    return {"type": "AdaptiveCard", "version": "1.5", "body": body}


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_is_cut_off(locale, canvas):
    canvas.draw(unfolded(every_card(locale)), "contrast", NARROW)
    for width in WIDTHS:
        canvas.resize(width)
        assert canvas.misfits() == [], width


@pytest.mark.parametrize(("text", "why"), [("word " * 40, "cut in width"), ("W" * 20 + ".", "broken within")])
def test_a_text_that_does_not_fit_would_be_found(text, why, canvas):
    canvas.draw(unfolded({"long": card_of(text)}), "light", 120)
    assert why in str(canvas.misfits())


def test_a_card_that_fits_on_a_wide_screen_alone_would_be_found(canvas):
    canvas.draw(unfolded({"wide": card_of("word " * 12)}), "light", 560)
    assert canvas.misfits() == []
    canvas.resize(NARROW)
    assert canvas.misfits() != []
