"""Rows of a breakdown of usage, as plain data for a card."""

from typing import Any

from bot.answers.balance_view import money
from pricing.money import divide_half_up
from pricing.usage_summary import Line, Spent

MOST_ROWS = 5
MOST_ROWS_APART = 2
"""In a currency that is not the organisation's own: a card holds so many bytes."""


def spent(one: Spent, currency: str) -> dict[str, Any]:
    """Calls, whole minutes and money."""
    minutes = divide_half_up(one.seconds, 60)
    return {"calls": one.calls, "minutes": minutes, "spend": money(one.micro_units, currency)}


def row(line: Line, currency: str, known_before: bool = True) -> dict[str, Any]:
    """A row with its change from the period before: without sign, `more` says which way.

    `known_before`: whether any calls of that period are known, so that a row may be new.
    """
    change = line.spent.micro_units - line.before.micro_units
    return {
        "key": line.key,
        "known_before": known_before,
        "new": not line.before.calls,
        "more": change > 0,
        "change": money(abs(change), currency) if change and line.before.calls else None,
        **spent(line.spent, currency),
    }
