"""A column that is read at once says what its cells say one by one, or leaves them to be read so."""

import pytest

from pricing.imports import whole_columns
from pricing.imports.usage_values import read_duration, read_id, read_instant
from pricing.usage import without_last_digits

IDS = ["AB-1", "0_x", "z" * 64]
ODD_IDS = ["", "-1", "_", "é1", "x" * 65, "a b", "a\nb", " a", "\ud800"]
LENGTHS = ["0", "59", "007", "31622400"]
ODD_LENGTHS = ["", "-1", "1.5", "31622401", " 5", "٥", "x"]
NUMBERS = ["+4930123456", "+1234", "+" + "9" * 31]
ODD_NUMBERS = [
    "",
    "+123",
    "4930123456",
    "49+30123456",
    "+4930 12345",
    "+49301****",
    "+" + "9" * 32,
    "+٤٤٤٤٤٤",
]
ENDS = ["Z", ".1Z", ".1234567Z"]
ODD_ENDS = ["", ".Z", "+", "1Z", ".1", ".x1Z", ".1 Z", "Z.1", "ZZ", "..Z", ".٥Z"]


def test_columns_of_usual_cells_are_read_at_once():
    assert whole_columns.ids(IDS) == [read_id(text) for text in IDS]
    assert whole_columns.durations(LENGTHS) == [read_duration(text) for text in LENGTHS]
    assert whole_columns.hidden_numbers(NUMBERS) == [without_last_digits(text) for text in NUMBERS]


@pytest.mark.parametrize("odd", ODD_IDS)
def test_one_odd_id_leaves_the_column_to_be_read_one_by_one(odd):
    for texts in ([odd], [*IDS, odd], [odd, *IDS]):
        assert whole_columns.ids(texts) is None


@pytest.mark.parametrize("odd", ODD_LENGTHS)
def test_one_odd_duration_leaves_the_column_to_be_read_one_by_one(odd):
    for texts in ([odd], [*LENGTHS, odd], [odd, *LENGTHS]):
        assert whole_columns.durations(texts) is None


@pytest.mark.parametrize("odd", ODD_NUMBERS)
def test_one_odd_number_leaves_the_column_to_be_read_one_by_one(odd):
    for texts in ([odd], [*NUMBERS, odd], [odd, *NUMBERS]):
        assert whole_columns.hidden_numbers(texts) is None


@pytest.mark.parametrize("end", ENDS)
def test_instants_that_end_alike_and_in_utc_are_known_by_their_ends(end):
    assert whole_columns.end_in_utc([end] * 3)
    assert read_instant("2026-07-01T12:00:00" + end) == read_instant("2026-07-01T12:00:00Z")


@pytest.mark.parametrize("odd", ODD_ENDS)
def test_one_odd_end_leaves_the_instants_to_be_read_one_by_one(odd):
    for texts in ([odd], [*ENDS[:1] * 2, odd], [odd, *ENDS[1:2] * 2], [".1Z", odd, "Z.1Z"]):
        assert not whole_columns.end_in_utc(texts)
