"""Every list of rates that may answer an organisation on a day."""

from collections.abc import Iterable
from datetime import date

from bot.composition import Services
from pricing.organisation import Organisation
from pricing.rating import RateBook
from pricing.storage import rate_cards
from pricing.storage.observed_rates import Metering, observed


async def rate_book(
    services: Services, organisation: Organisation, countries: Iterable[str | None], day: date
) -> RateBook:
    """The card in force on that day, what own calls to these countries were charged, and the stand-in."""
    metering = Metering(organisation.billing_step_seconds, services.settings.charge_includes_connection_fee)
    wanted = sorted({country for country in countries if country})
    async with services.database.reading() as connection:
        own = await rate_cards.in_force(connection, organisation.tenant, day)
        seen = await observed(connection, organisation.tenant, wanted, day, metering) if wanted else []
    return RateBook(services.stand_in, own, seen)
