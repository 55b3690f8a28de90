"""Charts of Teams: drawn from plain numbers, and never without what stands in their place."""

import json
from datetime import date
from decimal import Decimal

import microsoft_teams.cards
import pytest
from pydantic import BaseModel, ValidationError

from cards.catalogues import LOCALES
from cards.charts import bars, curve
from cards.plain_text import lines
from cards.renderer import Renderer
from cards.values import settled
from tests.cards.samples import FOLLOW_UPS, samples

TABLE = {"type": "FactSet", "facts": [{"title": "a", "value": "b"}]}
TWO = [("July", Decimal("1.10")), ("August", Decimal("2.00"))]
WITH_CHARTS = {
    "usage": {"Chart.HorizontalBar"},
    "balance": {"Chart.Line"},
    "balance_runway": {"Chart.Line"},
}


def elements():
    """Teams' own description of each element, by its type."""
    found = {}
    for one in vars(microsoft_teams.cards).values():
        if isinstance(one, type) and issubclass(one, BaseModel) and "type" in one.model_fields:
            found[one.model_fields["type"].default] = one
    return found


def unknown(model: BaseModel) -> list[str]:
    """Names that Teams does not know, however deep."""
    found = list(model.model_extra or {})
    for value in vars(model).values():
        for one in value if isinstance(value, list) else [value]:
            found += unknown(one) if isinstance(one, BaseModel) else []
    return found


def faults(chart: dict) -> list[str]:
    kind = elements()[chart["type"]]
    try:
        return unknown(kind.model_validate({key: value for key, value in chart.items() if key != "fallback"}))
    except ValidationError as error:
        return [str(error)]


def charts(part):
    if isinstance(part, list):
        return [chart for one in part for chart in charts(one)]
    if not isinstance(part, dict):
        return []
    if str(part.get("type", "")).startswith("Chart."):
        return [part]
    return [chart for value in part.values() for chart in charts(value)]


@pytest.fixture(scope="module")
def renderer():
    return Renderer()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("card", WITH_CHARTS)
def test_every_chart_is_one_that_teams_knows(card, locale, renderer):
    found = set()
    for title, view in samples(card, locale).items():
        for chart in charts(renderer.render(card, view, locale, FOLLOW_UPS)):
            assert faults(chart) == [], title
            assert lines({"body": [chart["fallback"]]}), title
            found.add(chart["type"])
    assert found == WITH_CHARTS[card]


@pytest.mark.parametrize(
    "fault", [{"data": [{"x": "July", "y": "much"}]}, {"color": "pink"}, {"colour": "good"}, {"data": 5}]
)
def test_a_fault_in_a_chart_is_found(fault):
    assert faults(settled(bars("Spend", TWO, TABLE)) | fault) != []


def test_where_charts_are_unknown_their_table_is_read():
    assert lines({"body": [bars("Spend", TWO, TABLE)]}) == ["a | b"]


def test_a_chart_holds_plain_numbers():
    chart = settled(bars("Spend", TWO, TABLE))
    assert json.loads(json.dumps(chart["data"])) == [{"x": "July", "y": 1.1}, {"x": "August", "y": 2}]


@pytest.mark.parametrize(
    ("amount", "drawn"), [("1234.5", 1235), ("143.86", 144), ("79.04", 79.0), ("3.456", 3.46), ("0", 0)]
)
def test_a_number_at_a_bars_end_is_short(amount, drawn):
    chart = settled(bars("Spend", [("July", Decimal(amount)), *TWO], TABLE))
    assert chart["data"][0]["y"] == drawn


def test_a_bars_label_says_its_figures_exactly(renderer):
    view = samples("usage", "en")["a month"]
    labels = [bar["x"] for chart in charts(renderer.render("usage", view, "en")) for bar in chart["data"]]
    assert "Brazil: 1,427 min, 143.86\u00a0EUR" in labels


def test_a_single_value_is_no_chart():
    assert bars("Spend", TWO[:1], TABLE) == TABLE
    assert curve("Drawn", "EUR", "Drawn", [(date(2026, 7, 6), Decimal(1))], TABLE) == TABLE
