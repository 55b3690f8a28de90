"""What the running month will have cost at its end, by the burn of the last weeks."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from bot.answers.balance_view import instant, money
from pricing import forecast
from pricing.ledger import DaySum
from pricing.period import Period
from pricing.storage.usage_totals import DayTotal
from pricing.usage import Draws
from pricing.usage_summary import Metering


def is_running_month(period: Period, through: int | None, now: datetime) -> bool:
    """Whether it is this month as far as it is known: of its first days alone no end follows."""
    known = now.date() if through is None else min(instant(through).date(), now.date())
    return period.first == now.date().replace(day=1) <= period.last and period.last >= known


def month_end(
    totals: Iterable[DayTotal], currency: str, metering: Metering, through: int | None, now: datetime
) -> dict[str, Any] | None:
    """Known so far and expected for the rest; None with less than a whole week to go by."""
    by_day: dict[str, int] = {}
    for one in totals:
        if one.currency == currency and one.draws == Draws.COUNTED:
            amount = metering.spend(one.charge_micro_units, one.fee_micro_units)
            by_day[one.day] = by_day.get(one.day, 0) + amount
    sums = [
        DaySum(forecast.as_instant(date.fromisoformat(day)), currency, amount, 1)
        for day, amount in by_day.items()
    ]
    pattern = forecast.burn(sums, currency, through)
    if pattern is None or through is None:
        return None
    return money(forecast.month_end(sums, currency, pattern, through, int(now.timestamp())), currency)
