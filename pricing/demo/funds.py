"""The demo organisation's top-ups: one used up, one that will expire with some left, two for later."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from pricing.demo.calls import DemoCall
from pricing.demo.card import CURRENCY
from pricing.ledger_entry import Entry, EntryKind
from pricing.money import MICRO_UNITS
from pricing.usage import Draws, draws

RECORDED_BY = "demo"

_FIRST_BOUGHT_DAYS_AGO, _FIRST_AMOUNT = 385, 250
"""Pays for the first weeks."""
_LARGE_BOUGHT_DAYS_AGO, _LARGE_LEFT = 338, 320
"""Oldest funds go first, so this one is still being drawn; more is left than its last weeks will use."""
_LATER = ((150, 500), (45, 250))
"""Days ago, and amount."""


def top_ups(today: date, calls: Sequence[DemoCall]) -> list[Entry]:
    """Entries in the order of their purchase, sized by what the calls draw."""
    first = _top_up(today, _FIRST_BOUGHT_DAYS_AGO, _FIRST_AMOUNT)
    drawn = _drawn(calls) - _FIRST_AMOUNT
    large = _top_up(today, _LARGE_BOUGHT_DAYS_AGO, round_up(drawn + _LARGE_LEFT))
    return [first, large, *(_top_up(today, days_ago, amount) for days_ago, amount in _LATER)]


def round_up(amount: int, step: int = 50) -> int:
    """To whole fifties, as people buy."""
    return -(-amount // step) * step


def _drawn(calls: Sequence[DemoCall]) -> int:
    amounts = ((call.capability, call.charge_micro_units + call.fee_micro_units) for call in calls)
    counted = sum(amount for code, amount in amounts if draws(code, amount) is Draws.COUNTED)
    return -(-counted // MICRO_UNITS)


def _top_up(today: date, days_ago: int, amount: int) -> Entry:
    bought = datetime.combine(today - timedelta(days=days_ago), time(), UTC)
    instant = int(bought.timestamp())
    return Entry(
        id=0,
        kind=EntryKind.TOP_UP,
        instant=instant,
        amount=amount * MICRO_UNITS,
        currency=CURRENCY,
        recorded_at=instant,
        recorded_by=RECORDED_BY,
    )
