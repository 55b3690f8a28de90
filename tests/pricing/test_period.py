"""A period as questions name it."""

from datetime import date

import pytest

from pricing.period import read_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-10-01/2026-10-15", date(2026, 10, 1), date(2026, 10, 15)),
        ("2026-10-15/2026-10-01", date(2026, 10, 1), date(2026, 10, 15)),
    ],
)
def test_a_period_has_its_first_and_last_day(text: str, first: date, last: date) -> None:
    period = read_period(text)
    assert period
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize("text", [None, "", "June", "2026-13", "2026-Q5", "2026-02-30/2026-03-01", "2026"])
def test_anything_else_is_no_period(text: str | None) -> None:
    assert read_period(text) is None
