"""Every list of rates that may answer an organisation on a day."""

from collections.abc import Iterable
from datetime import date

from bot.composition import Services
from pricing.organisation import Organisation
from pricing.rate_card import CallType, RateCard
from pricing.rating import Asked, RateBook, rate_from
from pricing.storage import rate_cards
from pricing.storage.observed_rates import Metering, observed

WAYS_TO_CALL = (
    (CallType.TOLL, None),
    (CallType.TOLL_FREE, None),
    (CallType.DIAL_OUT, "landline"),
    (CallType.DIAL_OUT, "mobile"),
)


async def rate_book(
    services: Services, organisation: Organisation, countries: Iterable[str | None], day: date
) -> RateBook:
    """The card in force on that day, what own calls were charged where it is silent, and the stand-in."""
    metering = Metering(organisation.billing_step_seconds, services.settings.charge_includes_connection_fee)
    async with services.database.reading() as connection:
        own = await rate_cards.in_force(connection, organisation.tenant, day)
        # Records are looked through only where the card leaves a question open: there may be millions.
        open_ = sorted({country for country in countries if country and not _settles(own, country)})
        seen = await observed(connection, organisation.tenant, open_, day, metering) if open_ else []
    return RateBook(services.stand_in, own, seen)


def _settles(own: RateCard | None, country: str) -> bool:
    """Whether the card prices every way to call in this country, so that nothing less trusted is asked."""
    return own is not None and all(
        rate_from(Asked(call_type, country, line_type), own) for call_type, line_type in WAYS_TO_CALL
    )
