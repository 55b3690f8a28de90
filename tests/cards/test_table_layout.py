"""Tables keep their words whole on a narrow screen, or are no tables."""

from cards.elements import table
from cards.plain_text import lines
from cards.table_layout import AVAILABLE, layout


def test_two_short_columns_are_set_in_the_normal_size():
    fit = layout(["Month", "Spend"], [["July 2026", "12.00 EUR"]])
    assert fit is not None and not fit.small


def test_a_column_is_as_wide_as_its_longest_word_needs():
    fit = layout(["Country", "Yes"], [["Zentralafrikanische Republik", "no"]], weights=[1, 3])
    assert fit is not None and fit.widths[0] > 120
    assert sum(fit.widths) <= AVAILABLE


def test_an_amount_and_its_currency_stay_on_one_line_where_there_is_room():
    heads, rows = ["Country", "Spend", "Change"], [["Germany", "143.86 EUR", "+127.81 EUR"]]
    plain, kept = layout(heads, rows, [8, 1, 1]), layout(heads, rows, [8, 1, 1], figures=(1, 2))
    assert plain is not None and kept is not None
    assert plain.widths[2] < 80 < kept.widths[2]


def test_the_words_of_two_columns_never_touch():
    fit = layout(["A", "B"], [["W" * 10, "W" * 8]])
    assert fit is not None and sum(fit.widths) <= AVAILABLE
    assert layout(["A", "B"], [["W" * 12, "W" * 13]]) is None


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
    columns = table(["Month", "Spend"], [["July", "12.00 EUR"]], right=[1])["columns"]
    assert [one.get("horizontalCellContentAlignment") for one in columns] == [None, "Right"]


def test_where_there_is_no_room_an_amount_and_its_currency_may_part():
    heads = ["Organiser", "Minutes", "Spend", "Change"]
    rows = [["bruno.beispiel", "1,192", "163.60\u00a0EUR", "+116.75\u00a0EUR"]]
    shown = [cell["items"][0]["text"] for cell in table(heads, rows, right=[1, 2, 3])["rows"][1]["cells"]]
    assert shown[2:] == ["163.60 EUR", "+116.75 EUR"]
