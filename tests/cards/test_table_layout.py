"""Tables keep their words whole on a narrow screen, or are no tables."""

from cards.elements import table
from cards.plain_text import lines
from cards.table_layout import AVAILABLE, GAP, layout


def test_two_short_columns_are_set_in_the_normal_size():
    fit = layout(["Month", "Spend"], [["July 2026", "12.00 EUR"]])
    assert fit is not None and not fit.small


def test_a_column_is_as_wide_as_its_longest_word_needs():
    fit = layout(["Country", "Yes"], [["Zentralafrikanische Republik", "no"]], weights=[1, 3])
    assert fit is not None and fit.widths[0] > 120
    assert sum(fit.widths) <= AVAILABLE - GAP + 1


def test_four_columns_are_set_small():
    fit = layout(
        ["Bought", "Amount", "Left", "Expires"], [["1 Sept 2025", "400.00 EUR", "1.00 EUR", "1 Sept 2026"]]
    )
    assert fit is not None and fit.small


def test_words_that_would_be_broken_make_it_no_table():
    heads = ["Land", "Gebührenpflichtige Nummern", "Gebührenfreie Nummern", "Kommunikationen"]
    assert layout(heads, [["Brasilien", "Ja", "Ja", "Nein"]]) is None


def test_japanese_can_be_broken_anywhere():
    assert (
        layout(["国", "無料番号に携帯電話から", "有料番号に固定電話から", "従量課金の購入"], [["日本"] * 4])
        is not None
    )


def test_a_table_that_does_not_fit_shows_each_row_as_facts():
    heads = ["Land", "Gebührenpflichtige Nummern", "Gebührenfreie Nummern", "Kommunikationen"]
    drawn = table(heads, [["Brasilien", "Ja", "Teilweise", "Nein"]])
    assert lines({"body": [drawn]}) == [
        "Brasilien",
        "Gebührenpflichtige Nummern | Ja",
        "Gebührenfreie Nummern | Teilweise",
        "Kommunikationen | Nein",
    ]


def test_figures_stand_to_the_right():
    cells = table(["Month", "Spend"], [["July", "12.00 EUR"]], right=[1])["rows"][1]["cells"]
    sides = [cell["items"][0].get("horizontalAlignment") for cell in cells]
    assert sides == [None, "Right"]
