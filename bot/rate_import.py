"""What a rate card would change, for the command line and for a file dropped into a chat."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rate_effect import LastMonth, of_last_month
from pricing.organisation import Organisation
from pricing.rate_card import RateCard
from pricing.rate_changes import RateChanges, compare
from pricing.storage import rate_cards


@dataclass(frozen=True)
class RateImport:
    """A card that is about to be imported, held against the one that it follows."""

    card: RateCard
    before: RateCard | None
    """The card in force on the new one's first day."""
    changes: RateChanges
    last_month: LastMonth | None
    """What last month's own calls would have cost; None without such calls or a comparable card."""


async def weigh(
    connection: AsyncConnection,
    organisation: Organisation,
    card: RateCard,
    today: date,
    charge_includes_fee: bool,
    most_calls: int | None = None,
) -> RateImport:
    """Compare a card with the one before it; last month is left out if it had more than `most_calls`."""
    before = await rate_cards.in_force(connection, organisation.tenant, card.effective_on)
    last_month = await of_last_month(
        connection, organisation, before, card, today, charge_includes_fee, most_calls
    )
    return RateImport(card, before, compare(before, card), last_month)
