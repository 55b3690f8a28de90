"""What comes, as plain data for a card: the month's end, what will be lost, which auto-recharge fits."""

from typing import Any

from bot.answers import balance_view
from pricing import auto_recharge, forecast
from pricing.ledger import Balance
from pricing.storage.statements import Reading


def month_end(one: Balance, reading: Reading) -> dict[str, Any]:
    """What the month will have drawn at its end, and the next lot with what it will lose."""
    pattern = forecast.burn(reading.sums, one.currency, reading.charges_through)
    if pattern is None or reading.charges_through is None:
        return {"month": None, "forfeits": forfeits(one, reading)[:1]}
    as_of = reading.statement.as_of
    spent = forecast.month_end(reading.sums, one.currency, pattern, reading.charges_through, as_of)
    return {
        "month": {
            "day": balance_view.instant(as_of).date(),
            "projected": balance_view.money(spent, one.currency),
        },
        "forfeits": forfeits(one, reading)[:1],
    }


def forfeits(one: Balance, reading: Reading) -> list[dict[str, Any]]:
    """Each lot with an expiry and what it will lose; None where there is no burn to go by."""
    pattern = forecast.burn(reading.sums, one.currency, reading.charges_through)
    if pattern is None or reading.charges_through is None:
        expiring = sorted((lot for lot in one.lots if lot.remaining and lot.expires), key=lambda x: x.expires)
        return [balance_view.lot(lot, one.currency) | {"lost": None} for lot in expiring]
    found = forecast.forfeits(one.lots, pattern, reading.charges_through, reading.statement.as_of)
    return [
        balance_view.lot(each.lot, one.currency) | {"lost": balance_view.money(each.amount, one.currency)}
        for each in found
    ]


def advice(one: Balance | None, reading: Reading) -> dict[str, Any] | None:
    """The settings of an auto-recharge with what each rests on; None without enough usage."""
    pattern = forecast.burn(reading.sums, one.currency, reading.charges_through) if one else None
    if one is None or pattern is None or not pattern.per_day:
        return None
    found = auto_recharge.advise(pattern)
    amounts = ("daily_pace", "trigger", "recharge_with", "monthly_cap")
    return {name: balance_view.money(getattr(found, name), one.currency) for name in amounts} | {
        "burn": balance_view.burn(pattern, one.currency),
        "lag_days": auto_recharge.REPORT_LAG_DAYS,
        "retry_days": auto_recharge.PAYMENT_RETRY_DAYS,
        "margin_percent": auto_recharge.MARGIN_PERCENT,
        "covers_days": auto_recharge.RECHARGE_COVERS_DAYS,
    }
