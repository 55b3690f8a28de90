"""A card as the lines a person reads."""

from cards.plain_text import lines


def text(words: str) -> dict:
    return {"type": "TextBlock", "text": words}


def body(*elements) -> dict:
    return {"body": list(elements)}


def test_facts_rows_and_columns_have_a_bar_between_their_texts():
    fact = {"type": "FactSet", "facts": [{"title": "Available", "value": "50.00\u00a0EUR"}]}
    columns = {"type": "ColumnSet", "columns": [{"items": [text("Brazil")]}, {"items": [text("Yes")]}]}
    row = {"cells": [{"items": [text("Mobile")]}, {"items": [text("0.110 EUR")]}]}
    table = {"type": "Table", "rows": [row], "fallback": text("never")}
    assert lines(body(fact, columns, table)) == [
        "Available | 50.00 EUR",
        "Brazil | Yes",
        "Mobile | 0.110 EUR",
    ]


def test_buttons_stand_in_brackets_and_their_card_below_them():
    more = {"type": "Action.ShowCard", "title": "More", "card": body(text("inside"))}
    assert lines({"body": [text("outside")], "actions": [more]}) == ["outside", "[More]", "inside"]


def test_a_field_shows_its_label_and_what_it_holds():
    empty = {"type": "Input.Number", "id": "minutes", "label": "Minutes"}
    choices = [{"title": "Mobile", "value": "mobile"}]
    chosen = {
        "type": "Input.ChoiceSet",
        "id": "line",
        "label": "Line:",
        "value": "mobile",
        "choices": choices,
    }
    assert lines(body(empty, chosen)) == ["Minutes: ____", "Line: Mobile"]


def test_markdown_is_read_as_a_person_sees_it():
    shown = lines(
        body(text("**Now** see [the page](https://a.example/b), snake_case, 2 * 3 * 4\r- a \\[b\\] \\*c\\*"))
    )
    assert shown == ["Now see the page, snake_case, 2 * 3 * 4", "- a [b] *c*"]


def test_invisible_characters_and_empty_lines_are_left_out():
    assert lines(body(text("evil.\u2060example\u00a0 x"), text(""))) == ["evil.example x"]


def test_an_unknown_element_is_read_by_its_fallback():
    chart = {"type": "Chart.Line", "data": [], "fallback": text("as a table")}
    assert lines(body(chart)) == ["as a table"]
