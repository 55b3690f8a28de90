"""What a rate card means for the calls that an organisation made last month."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.organisation import Organisation
from pricing.rate_card import RateCard
from pricing.rate_changes import Effect
from pricing.storage import usage_records

MOST_CALLS_OF_AN_ANSWER = 50_000
"""Each is rated twice; more take longer than somebody who asks likes to wait."""


@dataclass(frozen=True)
class LastMonth:
    """Last month's own calls by two cards, or by one and as they were charged."""

    first_day: date
    against_card: bool
    """False: the first card stands against the charges."""
    effect: Effect


async def of_last_month(
    connection: AsyncConnection,
    organisation: Organisation,
    before: RateCard | None,
    after: RateCard,
    today: date,
    charge_includes_fee: bool,
    most_calls: int | None = None,
) -> LastMonth | None:
    """None without such calls, with more than `most_calls`, and against a card in another currency."""
    if before is not None and before.currency != after.currency:
        return None
    end = today.replace(day=1)
    first = (end - timedelta(days=1)).replace(day=1)
    found = Effect(before, after, organisation.billing_step_seconds, charge_includes_fee)
    records = usage_records.between(connection, organisation.tenant, _midnight(first), _midnight(end))
    async for record in records:
        found.add(record)
        if most_calls is not None and found.calls + found.not_priced > most_calls:
            return None
    return LastMonth(first, before is not None, found) if found.calls + found.not_priced else None


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())
