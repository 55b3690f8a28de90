"""M10: the balance is a function of ledger and instant, to the second, whatever clocks and calendars do."""

import time

import pytest

from pricing.ledger import Charge
from pricing.ledger_entry import Entry, EntryKind
from tests.pricing.ledger_tables import instant, settled

BOUNDARIES = [
    ("2025-03-30T01:00:00", "2026-03-30T01:00:00"),  # Europe's summer time began
    ("2025-10-26T00:30:00", "2026-10-26T00:30:00"),  # and ends: the hour is twice there
    ("2026-03-08T07:00:00", "2027-03-08T07:00:00"),  # New York's began
    ("2026-11-01T05:59:59", "2027-11-01T05:59:59"),  # and ends
    ("2024-02-28T23:59:59", "2025-02-28T23:59:59"),
    ("2024-02-29", "2025-02-28"),  # a leap day
    ("2024-02-29T23:59:59", "2025-02-28T23:59:59"),
    ("2023-03-01", "2024-03-01"),  # a leap day lies between
    ("2023-02-28", "2024-02-28"),  # and the day after it
    ("2026-12-31T23:59:59", "2027-12-31T23:59:59"),
    ("2026-06-15", "2027-06-15"),  # a date without a time
]
ZONES = ("UTC", "America/New_York", "Europe/Berlin", "Pacific/Kiritimati")


@pytest.fixture(params=ZONES)
def zone(request, monkeypatch):
    """The machine's own time zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(("bought", "expires"), BOUNDARIES)
def test_a_lot_is_there_from_its_first_second_to_its_last(bought, expires, zone):
    top_up = Entry(1, EntryKind.TOP_UP, instant(bought), 5_000_000, "EUR")
    first, end = instant(bought), instant(expires)
    for charged, drawn in ((first - 1, 0), (first, 1_000_000), (end - 1, 1_000_000), (end, 0)):
        [balance] = settled([top_up], [Charge(charged, "call", 1_000_000, "EUR")], end + 1).balances
        assert (balance.drawn, balance.shortfall.amount) == (drawn, 1_000_000 - drawn)
    for as_of, available, expired in ((first, 5, 0), (end - 1, 5, 0), (end, 0, 5), (end + 1, 0, 5)):
        [balance] = settled([top_up], [], as_of).balances
        assert (balance.available, balance.expired) == (available * 1_000_000, expired * 1_000_000)
    assert settled([top_up], [], first - 1).balances == ()
