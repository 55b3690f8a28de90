"""Whose spending is asked for: a cost centre of the organisation's own, or a name that is none."""

from datetime import date

import pytest

from bot.composition import Services
from bot.understanding.reading import Context

NAMES = ("Engineering", "Finance", "IT", "R&D", "Sales", "Sales EMEA", "Support", "Peru Ops")


@pytest.fixture
def whose(loaded: Services):
    def read(text: str, names: tuple[str, ...] = NAMES, **context: object) -> str | None:
        return loaded.reader.read(
            text, Context(own_names=names, **context), date(2026, 7, 15)
        ).slots.cost_centre

    return read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("what did Sales spend?", "Sales"),
        ("how much did SALES EMEA spend in June", "Sales EMEA"),
        ("what did Enginering spend last month", "Engineering"),
        ("quanto gastou o Finanse em junho?", "Finance"),
        ("wie viel hat Support im Juni ausgegeben?", "Support"),
        ("combien a dépensé Engineering en juin ?", "Engineering"),
        ("quanto ha speso Finance a giugno?", "Finance"),
        ("¿cuánto gastó Sales en junio?", "Sales"),
        ("hoeveel heeft Finance in juni uitgegeven?", "Finance"),
        ("Salesは6月にいくら使いましたか", "Sales"),
        ("what did Peru Ops spend?", "Peru Ops"),
        ("what did IT spend?", "IT"),
        ("what does Sales cost per month?", "Sales"),
    ],
)
def test_a_cost_centre_is_known_by_its_name_in_any_language_with_a_slip(whose, text, name):
    assert whose(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "what did we spend in June?",
        "what did it cost us last month?",
        "what did Sales and Finance spend?",
        "how much did we spend on France?",
        "quanto cada centro de custo gastou em junho?",
        "spend by cost centre",
        "which department spends the most?",
        "was haben wir im Juni pro Kostenstelle ausgegeben?",
        "what did all our calls cost last month",
        "who spent most?",
        "gasto do mês passado",
    ],
)
def test_all_of_us_are_no_cost_centre(whose, text):
    assert whose(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("what did Marketing spend?", "Marketing"),
        ("quanto gastou o Vendas?", "Vendas"),
        ("wie viel hat Vertrieb im Juni ausgegeben?", "Vertrieb"),
        ("営業はいくら使いましたか", "営業"),
    ],
)
def test_a_name_that_is_none_of_ours_is_told_as_it_was_said(whose, text, name):
    assert whose(text, ("Finance",)) == name


def test_a_place_in_a_cost_centres_name_is_no_country(loaded):
    context = Context(own_names=NAMES)
    assert loaded.reader.read("what did Peru Ops spend?", context, date(2026, 7, 15)).slots.countries == ()
