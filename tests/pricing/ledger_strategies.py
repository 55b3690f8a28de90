"""Ledgers whose instants collide on purpose: purchases, expiries, charges and as-of meet to the second."""

from hypothesis import strategies as st

from pricing.ledger import Charge, twelve_months_later
from pricing.ledger_entry import Entry, EntryKind
from tests.pricing.ledger_tables import instant

CURRENCIES = ("EUR", "USD")
_DAYS = [instant(day) for day in ("2023-03-01", "2024-02-29", "2024-03-31", "2024-10-27")]
_NEXT_YEAR = [twelve_months_later(day) for day in _DAYS]
_QUIET_DAYS = [instant("2024-06-15"), instant("2024-06-16")]
"""Nothing begins or ends on these, so that their charges stay summed."""
_SECONDS = [-1, 0, 1, 30_000, 30_001, 86_399]

instants = st.builds(int.__add__, st.sampled_from(_DAYS + _NEXT_YEAR), st.sampled_from(_SECONDS))
_quiet = st.builds(int.__add__, st.sampled_from(_QUIET_DAYS), st.sampled_from(_SECONDS[1:]))
amounts = st.integers(0, 12).map(lambda euros: euros * 1_000_000) | st.integers(1, 30_000_000)
currencies = st.sampled_from(CURRENCIES)


@st.composite
def entries(draw, most: int = 6) -> list[Entry]:
    """Entries in the order in which they were recorded."""
    kinds = draw(st.lists(st.sampled_from(list(EntryKind)), max_size=most))
    return [_entry(draw, number, kind) for number, kind in enumerate(kinds, 1)]


def _entry(draw, number: int, kind: EntryKind) -> Entry:
    amount = draw(amounts)
    if kind is not EntryKind.ASSERTION:
        amount = amount or 1
    if kind is EntryKind.ADJUSTMENT and draw(st.booleans()):
        amount = -amount
    return Entry(number, kind, draw(instants), amount, draw(currencies), reason="because")


charges = st.lists(
    st.builds(Charge, instants | _quiet, st.sampled_from("abcdefghijklmnopqrstuvwxyz"), amounts, currencies),
    max_size=15,
    unique_by=lambda charge: charge.usage_id,
)
