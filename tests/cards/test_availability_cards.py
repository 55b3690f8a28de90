"""Every listed country can be shown in every way that it can be asked about."""

import json

import pytest

from bot.answers.availability_view import one_country
from cards.plain_text import lines
from cards.renderer import Renderer
from tests.cards.samples.availability import FOCI, TODAY, catalog


@pytest.fixture(scope="module", params=["en", "pt-BR"])
def draw(request):
    renderer = Renderer([request.param])
    return lambda view: renderer.render("availability", view, request.param)


@pytest.mark.parametrize("asked", FOCI)
def test_every_country_fits_a_card_and_begins_with_its_name(draw, asked):
    for code in catalog().countries:
        view = one_country(code, FOCI[asked], catalog(), TODAY, assumed=False)
        card = draw(view)
        assert ": " in lines(card)[0], code
        assert len(json.dumps(card, ensure_ascii=False).encode()) <= 25 * 1024, code


def test_no_fact_of_a_page_is_left_out(draw):
    for code in catalog().countries:
        view = one_country(code, FOCI["to buy"], catalog(), TODAY, assumed=False)
        shown = "\n".join(lines(draw(view)))
        for access in catalog().toll_free_access.get(code, ()):
            assert all(dialled in shown for dialled in access.formats), code
            names = [value for note in access.notes for value in note.values if " " in value]
            assert all((name.partition("=")[2] or name) in shown for name in names), code


def test_every_city_is_named():
    draw = Renderer(["en"]).render
    for code, country in catalog().countries.items():
        view = one_country(code, FOCI["to buy"], catalog(), TODAY, assumed=False)
        shown = "\n".join(lines(draw("availability", view, "en")))
        assert all(city in shown for city in (*country.toll_cities, *country.auto_cities)), code
