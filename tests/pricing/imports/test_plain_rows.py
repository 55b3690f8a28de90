"""Rows that are split without the csv module are the ones that it gives."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as some

from pricing.imports.plain_rows import plain_rows
from pricing.imports.usage_columns import COLUMNS, Layout, layout_of

LAYOUT = Layout(",", 3, (0, 2), lambda row: (row[0], row[2]))
CELLS = some.text(some.sampled_from('a",\n'), max_size=3)


def written(rows: list[list[str]], quoting: int) -> str:
    """As a CSV without the last line's end."""
    text = io.StringIO()
    csv.writer(text, quoting=quoting, lineterminator="\n").writerows(rows)
    return text.getvalue()[:-1]


@given(some.text(some.sampled_from('a",\n'), min_size=1, max_size=24))
def test_whatever_the_text_plain_rows_are_those_of_the_csv_module(text):
    plain = plain_rows(text, 1, LAYOUT)
    if plain:
        assert plain.rows == list(csv.reader(text.split("\n"), strict=True))


@given(some.lists(some.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_quoted_rows_are_plain_unless_a_cell_holds_a_quote_or_a_line_break(rows):
    plain = plain_rows(written(rows, csv.QUOTE_ALL), 1, LAYOUT)
    odd = any(mark in cell for row in rows for cell in row for mark in '"\n')
    assert (plain is None) == odd
    assert plain is None or plain.rows == rows


def test_rows_without_any_quote_are_plain():
    plain = plain_rows("a,b,c\n,,", 5, LAYOUT)
    assert plain is not None
    assert (plain.lines, plain.rows) == (range(5, 7), [["a", "b", "c"], ["", "", ""]])
    assert plain.columns() == [["a", ""], ["c", ""]]


def test_rows_of_other_widths_or_blank_lines_are_looked_at_one_by_one():
    for text in ("a,b,c,d\ne,f", "a,b\nc,d,e,f", "a,b,c\n", '"a","b"\n"c","d","e","f"', '"a,b","c"'):
        assert plain_rows(text, 1, LAYOUT) is None


def test_a_cell_that_the_csv_module_refuses_is_not_plain():
    assert plain_rows("a,b," + "c" * (csv.field_size_limit() + 1), 1, LAYOUT) is None


def test_a_column_that_the_file_lacks_is_empty():
    names = [name for name in COLUMNS if name != "User Display Name"]
    layout = layout_of(",".join(names))
    row = [str(number) for number in range(len(names))]
    plain = plain_rows("\n".join([",".join(row)] * 2), 1, layout)
    assert plain is not None
    assert [*zip(*plain.columns(), strict=True)] == [layout.pick(row)] * 2
