"""Every card in every language, from the sample views."""

import json
from functools import cache
from pathlib import Path

import adaptive_cards
import jsonschema_rs
import pytest

from cards.catalogues import LOCALES
from cards.plain_text import lines
from cards.renderer import Renderer
from tests.cards.samples import FOLLOW_UPS, sampled_cards, samples

LARGEST_BYTES = 25 * 1024
CARDS = sampled_cards()
SIZES = {"Small", "Default", "Medium", "Large", "ExtraLarge"}
"""The schema's own pattern is open at its end and lets "Larger" pass."""


@cache
def renderer() -> Renderer:
    return Renderer()


@cache
def schema() -> jsonschema_rs.Validator:
    path = Path(adaptive_cards.__file__).parent / "schemas" / "schema-1.5.json"
    return jsonschema_rs.validator_for(json.loads(path.read_text(encoding="utf-8")))


def faults(card: dict) -> list[str]:
    """What the official schema has against a card, its charts replaced by their fallbacks."""
    drawn = {key: value for key, value in without_charts(card).items() if key != "msteams"}
    return [f"{error.instance_path}: {error.message[:300]}" for error in schema().iter_errors(drawn)]


def without_charts(part):
    if isinstance(part, list):
        return [without_charts(item) for item in part]
    if not isinstance(part, dict):
        return part
    if str(part.get("type", "")).startswith("Chart."):
        return without_charts(part["fallback"])
    return {key: without_charts(value) for key, value in part.items()}


def rendered(card: str, locale: str):
    for title, view in samples(card, locale).items():
        yield title, renderer().render(card, view, locale, FOLLOW_UPS)


def parts(card):
    """Every object in a card, without the data that buttons send."""
    if isinstance(card, dict):
        yield card
        for key, value in card.items():
            if key != "data":
                yield from parts(value)
    elif isinstance(card, list):
        for item in card:
            yield from parts(item)


@pytest.mark.parametrize(
    "fault",
    [{"weight": "Heavy"}, {"text": 5}, {"colour": "Good"}, {"type": "Nonsense"}, {"type": "Input.Text"}],
)
def test_the_schema_finds_a_fault(fault):
    card = renderer().render("thanks", {}, "en")
    card["body"][0] |= fault
    assert faults(card) != []


def test_every_template_has_sample_views():
    assert set(renderer().cards) == set(CARDS)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("card", CARDS)
def test_every_card_is_valid_and_small(card, locale):
    for title, drawn in rendered(card, locale):
        assert faults(drawn) == [], title
        assert len(json.dumps(drawn, ensure_ascii=False).encode()) <= LARGEST_BYTES, title


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("card", CARDS)
def test_every_card_can_be_read_aloud(card, locale):
    for title, drawn in rendered(card, locale):
        assert drawn["fallbackText"] and drawn["speak"], title
        assert lines(drawn)[0] in drawn["fallbackText"], title


@pytest.mark.parametrize("card", CARDS)
def test_every_card_keeps_to_the_limits_of_teams(card):
    for title, drawn in rendered(card, "en"):
        assert drawn["version"] == "1.5", title
        for part in parts(drawn):
            assert len(part.get("actions", ())) <= 6, title
            if part.get("type") == "Table" or str(part.get("type", "")).startswith("Chart."):
                assert "fallback" in part, title
            if part.get("type") == "Action.Execute":
                assert part["fallback"]["type"] == "Action.Submit", title
                assert part["fallback"]["data"] == part["data"], title


@pytest.mark.parametrize("card", CARDS)
def test_every_text_wraps_and_every_field_has_a_label(card):
    for title, drawn in rendered(card, "en"):
        for part in parts(drawn):
            if part.get("type") == "TextBlock":
                assert part.get("size", "Default") in SIZES, (title, part)
                assert part.get("wrap") or part.get("horizontalAlignment") == "Right", (title, part)
            if str(part.get("type", "")).startswith("Input."):
                assert part.get("label"), (title, part)


@pytest.mark.parametrize("card", CARDS)
def test_what_is_invented_is_said_right_below_the_answer(card):
    for title, drawn in rendered(card, "en"):
        if samples(card, "en")[title].get("demo"):
            first = drawn["body"][1]["items"][0]["text"]
            assert first.startswith("Demo organisation"), title
            assert len(lines({"body": drawn["body"][:1]})) <= 2, title


@pytest.mark.parametrize("card", CARDS)
def test_a_card_compiled_on_demand_is_the_same_card(card):
    on_demand = Renderer(("en",), on_demand=True)
    for title, drawn in rendered(card, "en"):
        assert on_demand.render(card, samples(card, "en")[title], "en", FOLLOW_UPS) == drawn, title
