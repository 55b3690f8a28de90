"""The ledger as scripts read it: amounts are strings, instants ISO 8601 in UTC."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.answers.balance_view import OLD_AFTER
from pricing.ledger import AssertionCheck, Balance
from pricing.ledger_entry import Entry
from pricing.money import CURRENCY_DIGITS, decimal
from pricing.storage.statements import Reading


def amount(micro_units: int, currency: str) -> str:
    """An exact amount with at least the currency's digits."""
    return f"{decimal(micro_units, CURRENCY_DIGITS[currency]):f}"


def minutes(seconds: int) -> str:
    """Exact to a tenth: both billing steps are whole tenths of a minute."""
    return f"{decimal(seconds // 6 * 100_000):f}"


def instant(seconds: int | None) -> str | None:
    """2026-07-15T12:00:00Z."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def reading(tenant: str, found: Reading, own_currency: str | None) -> dict[str, Any]:
    """The answer of `balance --json`; the organisation's own currency is always in it."""
    balances = [balance(one) for one in found.statement.balances]
    if own_currency and own_currency not in {one["currency"] for one in balances}:
        balances.insert(0, _nothing(own_currency))
    return {
        "tenant": tenant,
        "as_of": instant(found.statement.as_of),
        "charges_through": instant(found.charges_through),
        "balances": sorted(balances, key=lambda one: one["currency"] != own_currency),
    }


def age(printed: Mapping[str, Any]) -> list[str]:
    """What stands beside every balance: through when its charges are known, and whether that is long ago.

    `printed` has as_of and charges_through.
    """
    through = printed["charges_through"]
    lines = [
        f"as of {printed['as_of']}, charges known through {through or 'no usage report imported yet'}",
        "reports lag 24 to 48 hours: later calls are not in this figure yet",
    ]
    if through and datetime.fromisoformat(printed["as_of"]) - datetime.fromisoformat(through) > OLD_AFTER:
        lines.append("the latest call known is more than 72 hours old: import the newest usage report")
    return lines


def balance(one: Balance) -> dict[str, Any]:
    """One currency; all lots, used up and expired ones too."""
    return {
        "currency": one.currency,
        "available": amount(one.available, one.currency),
        "shortfall": amount(one.shortfall.amount, one.currency),
        "expired": amount(one.expired, one.currency),
        "lots": [
            {
                "bought": instant(lot.bought),
                "amount": amount(lot.amount, one.currency),
                "remaining": amount(lot.remaining, one.currency),
                "expires": instant(lot.expires),
            }
            for lot in one.lots
        ],
        "last_assertion": assertion(one.last_assertion) if one.last_assertion else None,
    }


def assertion(check: AssertionCheck) -> dict[str, Any]:
    """The portal's figure and ours; a positive difference is what the ledger lacks."""
    currency = check.entry.currency
    return {
        "on": instant(check.entry.instant),
        "amount": amount(check.entry.amount, currency),
        "computed": amount(check.computed, currency),
        "difference": amount(check.difference, currency),
        "opens_ledger": check.opens,
    }


def entry(one: Entry) -> dict[str, Any]:
    """A ledger entry, with when it became known."""
    return {
        "entry": one.id,
        "kind": one.kind.value,
        "on": instant(one.instant),
        "amount": amount(one.amount, one.currency),
        "currency": one.currency,
        "reason": one.reason,
        "recorded_at": instant(one.recorded_at),
        "recorded_by": one.recorded_by,
    }


def _nothing(currency: str) -> dict[str, Any]:
    zero = amount(0, currency)
    figures = {"available": zero, "shortfall": zero, "expired": zero}
    return {"currency": currency, **figures, "lots": [], "last_assertion": None}
