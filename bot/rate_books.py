"""Every list of rates that may answer an organisation on a day."""

from datetime import date

from bot.composition import Services
from pricing.rating import RateBook
from pricing.storage import rate_cards


async def rate_book(services: Services, tenant: str, day: date) -> RateBook:
    """The organisation's own card in force on that day, what its own calls were charged, and the stand-in."""
    async with services.database.reading() as connection:
        own = await rate_cards.in_force(connection, tenant, day)
    return RateBook(services.stand_in, own)
