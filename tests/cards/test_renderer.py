"""What a rendered card is made of."""

import json
from datetime import date
from decimal import Decimal

import pytest
from jinja2 import UndefinedError

from cards.catalogues import LOCALES
from cards.elements import press
from cards.renderer import MOST_ACTIONS, Renderer
from cards.values import settled
from tests.cards.samples import FOLLOW_UPS, samples


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(("en", "pt-BR"))


def test_a_card_is_whole(renderer):
    card = renderer.render("thanks", {}, "pt-BR")
    assert card["type"] == "AdaptiveCard" and card["version"] == "1.5" and card["lang"] == "pt-BR"
    assert card["$schema"] == "http://adaptivecards.io/schemas/adaptive-card.json"
    assert card["speak"] == card["fallbackText"] == "De nada. Pergunte quando quiser."


def test_follow_ups_become_buttons_in_the_language(renderer):
    buttons = renderer.render("thanks", {}, "pt-BR", FOLLOW_UPS)["actions"]
    assert [button["title"] for button in buttons] == ["O que é cobrado?", "Tarifas: Alemanha"]
    assert buttons[0]["data"] == FOLLOW_UPS[0]["data"]


def test_a_question_leaves_its_card_and_does_not_wait_for_a_forms_fields(renderer):
    button = renderer.render("thanks", {}, "pt-BR", FOLLOW_UPS)["actions"][0]
    assert (button["type"], button["associatedInputs"]) == ("Action.Submit", "none")


def test_a_change_takes_the_place_of_its_card_and_works_where_execute_is_unknown():
    button = press("Save", {"do": "save"})
    assert (button["type"], button["verb"]) == ("Action.Execute", "save")
    assert button["fallback"] == {"type": "Action.Submit", "title": "Save", "data": {"do": "save"}}


def test_more_buttons_than_teams_shows_are_left_out(renderer):
    assert len(renderer.render("thanks", {}, "en", FOLLOW_UPS * 5)["actions"]) == MOST_ACTIONS


def test_a_large_count_is_written_as_the_language_writes_numbers(renderer):
    view = samples("usage_imported", "en")["with everything"]
    said = [renderer.render("usage_imported", view, locale)["body"][0]["text"] for locale in ("en", "pt-BR")]
    assert "41,000" in said[0] and "41.000" in said[1]


def test_a_missing_value_is_a_fault_and_not_an_empty_text(renderer):
    with pytest.raises(UndefinedError):
        renderer.render("refused", {}, "en")


def test_an_unknown_card_is_named(renderer):
    with pytest.raises(KeyError, match="nonsense"):
        renderer.render("nonsense", {}, "en")


def test_languages_do_not_leak_into_each_other(renderer):
    english, portuguese = (
        renderer.render("help", {"country": "DE", "money": True}, lang) for lang in ("en", "pt-BR")
    )
    assert "Germany" in json.dumps(english) and "Germany" not in json.dumps(portuguese)


@pytest.mark.parametrize("value", [Decimal(1), date(2026, 1, 1), 1.5, object()])
def test_a_value_nobody_formatted_is_refused(value):
    with pytest.raises(TypeError, match="formatted"):
        settled([value])


def test_nothing_is_left_of_none():
    assert settled([None, {"a": None, "b": (True, 1, "é\n")}]) == [{"b": [True, 1, "é\n"]}]


def test_every_language_of_the_bot_has_cards():
    from bot.languages import LOCALES as SPOKEN

    assert SPOKEN == LOCALES
