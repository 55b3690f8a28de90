"""Which auto-recharge fits the burn: when it should fire, with how much, and what a month may cost.

Pure, in integer micro-units. The figures beside the burn are assumptions of ours, and the answer says so.
"""

from dataclasses import dataclass

from pricing.forecast import DAYS_A_WEEK, Burn
from pricing.money import MICRO_UNITS, divide_half_up

REPORT_LAG_DAYS = 2
"""Reports are up to 48 hours behind."""
PAYMENT_RETRY_DAYS = 3
"""Assumed: a payment that fails is noticed and repeated within so many days."""
MARGIN_PERCENT = 25
RECHARGE_COVERS_DAYS = 30
LONGEST_MONTH_DAYS = 31
SMALLEST_RECHARGE = 50 * MICRO_UNITS
"""The least that one of Microsoft's pages names, in US dollars."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Amounts in micro-units, rounded up to whole tens."""

    daily_pace: int
    """An average day of the busiest of the last weeks."""
    trigger: int
    """Recharge when the balance falls below this."""
    recharge_with: int
    monthly_cap: int
    """More than this in a month is outside the usual range."""
    days_covered: int = REPORT_LAG_DAYS + PAYMENT_RETRY_DAYS


def advise(burn: Burn) -> Advice:
    """The settings for this burn."""
    pace = divide_half_up(max(burn.weeks), DAYS_A_WEEK)
    return Advice(
        daily_pace=pace,
        trigger=_rounded_up(_with_margin(pace * (REPORT_LAG_DAYS + PAYMENT_RETRY_DAYS))),
        recharge_with=max(_rounded_up(burn.per_day * RECHARGE_COVERS_DAYS), SMALLEST_RECHARGE),
        monthly_cap=_rounded_up(_with_margin(pace * LONGEST_MONTH_DAYS)),
    )


def _with_margin(amount: int) -> int:
    return divide_half_up(amount * (100 + MARGIN_PERCENT), 100)


def _rounded_up(amount: int) -> int:
    step = 10 * MICRO_UNITS
    return -(-amount // step) * step
