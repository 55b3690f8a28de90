"""The ledger as plain data for a card: amounts as Decimal with their currency, instants with their zone."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pricing import forecast
from pricing.catalog import Catalog, Source
from pricing.drawing import Lot, Shortfall
from pricing.ledger import AssertionCheck, Balance, DaySum
from pricing.money import CURRENCY_DIGITS, decimal, divide_half_up
from pricing.storage.statements import Reading

OLD_AFTER = timedelta(hours=72)
"""Reports lag 24 to 48 hours; what is older than this is missing a report."""


def money(micro_units: int, currency: str) -> dict[str, Any]:
    """An amount for a card."""
    return {"amount": decimal(micro_units, CURRENCY_DIGITS[currency]), "currency": currency}


def instant(seconds: int) -> datetime:
    """Epoch seconds as an aware instant in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def frame(reading: Reading, *, demo: bool, fee_included: bool, sources: Iterable[Source]) -> dict[str, Any]:
    """What every money card says: as of when, how old, whose figures."""
    return age(reading) | {
        "demo": demo,
        "fee_included": fee_included,
        "sources": [{"title": one.title, "url": one.url, "date": one.date} for one in sources],
    }


def age(reading: Reading) -> dict[str, Any]:
    """What stands beside every balance: as of when, through when its charges are known."""
    as_of, through = reading.statement.as_of, reading.charges_through
    return {
        "as_of": instant(as_of),
        "charges_through": None if through is None else instant(through),
        "old": through is not None and instant(as_of) - instant(through) > OLD_AFTER,
    }


def sources(catalog: Catalog, *rules: str) -> list[Source]:
    """The newest source of each rule, each page once."""
    found = [max(catalog.rules[rule].sources, key=lambda one: one.date) for rule in rules]
    return list(dict.fromkeys(found))


def ordered(balances: Iterable[Balance], own_currency: str | None) -> list[Balance]:
    """The organisation's own currency first."""
    return sorted(balances, key=lambda one: (one.currency != own_currency, one.currency))


def balances(all_: Iterable[Balance], reading: Reading) -> list[dict[str, Any]]:
    """Every currency's part of the balance card; only the first has room for a button to adjust."""
    parts = [balance(one, reading) for one in all_]
    for part in parts[1:]:
        if part["assertion"]:
            part["assertion"]["offer"] = False
    return parts


def balance(one: Balance, reading: Reading) -> dict[str, Any]:
    """One currency's part of the balance card."""
    pattern = forecast.burn(reading.sums, one.currency, reading.charges_through)
    held = [lot for lot in one.lots if lot.remaining]
    check = one.last_assertion
    return {
        "currency": one.currency,
        "available": money(one.available, one.currency),
        "has_funds": bool(one.lots),
        "lots": [lot(each, one.currency) for each in held],
        "used_up": len(one.lots) - len(held),
        "expired": money(one.expired, one.currency) if one.expired else None,
        "next_to_expire": lot(one.next_to_expire, one.currency) if one.next_to_expire else None,
        "burn": burn(pattern, one.currency) if pattern else None,
        "weeks": weeks(reading, one.currency) if pattern else [],
        "days_left": days_left(one, pattern, reading) if pattern and held else None,
        "shortfall": shortfall(one.shortfall, one.currency) if one.shortfall.amount else None,
        "before_opening": money(one.before_opening, one.currency) if one.before_opening else None,
        "assertion": assertion(check, one.currency, reading.charges_through) if check else None,
    }


def lot(one: Lot, currency: str) -> dict[str, Any]:
    """A lot; `expires` is None when not known."""
    return {
        "kind": one.kind,
        "bought": instant(one.bought),
        "amount": money(one.amount, currency),
        "remaining": money(one.remaining, currency),
        "expires": None if one.expires is None else instant(one.expires),
    }


def burn(pattern: forecast.Burn, currency: str) -> dict[str, Any]:
    """The average day and what it rests on."""
    return {
        "per_day": money(pattern.per_day, currency),
        "per_week_low": money(min(pattern.weeks), currency),
        "per_week_high": money(max(pattern.weeks), currency),
        "weeks": len(pattern.weeks),
        "first_day": pattern.first_day,
        "last_day": pattern.last_day,
        "workday": money(divide_half_up(sum(pattern.by_weekday[:5]), 5), currency),
        "weekend_day": money(divide_half_up(sum(pattern.by_weekday[5:]), 2), currency),
    }


def weeks(reading: Reading, currency: str) -> list[dict[str, Any]]:
    """What each of the last whole weeks drew, oldest first."""
    found = forecast.by_week(reading.sums, currency, reading.charges_through)
    return [{"first_day": day, "drawn": money(amount, currency)} for day, amount in found]


def days_left(one: Balance, pattern: forecast.Burn, reading: Reading) -> dict[str, Any] | None:
    """The range of days; None in it stands for more than two years. None without any burn.

    `by_expiry`: the funds expire before they are used up.
    """
    if not pattern.per_day or reading.charges_through is None:
        return None
    as_of = reading.statement.as_of
    found = forecast.runway(one.lots, pattern, reading.charges_through, as_of)
    days = {"expected": found.expected, "low": found.low, "high": found.high}
    ends = {name: None if left is None else _days_after(as_of, left) for name, left in days.items()}
    expiries = [lot.expires for lot in one.lots if lot.remaining and lot.expires is not None]
    last_expiry = instant(max(expiries)).date() if expiries else None
    return days | {
        "low_day": ends["low"],
        "high_day": ends["high"],
        "by_expiry": last_expiry is not None and ends["expected"] == last_expiry,
    }


def _days_after(as_of: int, days: int) -> date:
    return instant(as_of).date() + timedelta(days=days)


def shortfall(one: Shortfall, currency: str) -> dict[str, Any]:
    """Charges that no recorded funds cover, with their number and days."""
    if one.first_day is None or one.last_day is None:
        raise ValueError("a shortfall has its first and last day")
    return {
        "amount": money(one.amount, currency),
        "charges": one.count,
        "first_day": instant(one.first_day).date(),
        "last_day": instant(one.last_day).date(),
    }


def assertion(one: AssertionCheck, currency: str, charges_through: int | None) -> dict[str, Any]:
    """The portal's figure beside the ledger's; `adjust_by` is None when they agree, or it opened the ledger.

    `offer`: whether the card has room for a button to adjust. `ahead`: the portal was read after the latest
    call that a report has shown.
    """
    return {
        "stated": money(one.entry.amount, currency),
        "computed": money(one.computed, currency),
        "at": instant(one.entry.instant),
        "opens": one.opens,
        "ahead": charges_through is None or one.entry.instant > charges_through,
        "offer": True,
        "more": one.difference > 0,
        "difference": money(abs(one.difference), currency),
        "adjust_by": str(decimal(one.difference, CURRENCY_DIGITS[currency])) if one.difference else None,
    }


def unclassified(sums: Iterable[DaySum]) -> list[dict[str, Any]]:
    """Charges under codes that the sources do not explain, a line for each currency."""
    found: dict[str, list[int]] = {}
    for one in sums:
        total = found.setdefault(one.currency, [0, 0])
        total[0] += one.amount
        total[1] += one.charges
    return [
        {"amount": money(amount, currency), "charges": charges}
        for currency, (amount, charges) in sorted(found.items())
        if charges
    ]
