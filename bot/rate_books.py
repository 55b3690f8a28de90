"""Every list of rates that may answer an organisation on a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.composition import Services
from pricing.organisation import Organisation
from pricing.period import Period
from pricing.rate_answer import Asked, Observed
from pricing.rate_card import RateCard
from pricing.rating import RateBook, rate_from
from pricing.storage import rate_cards
from pricing.storage.observed_rates import last_days, observed
from pricing.usage_summary import Metering


async def rate_book(
    services: Services, organisation: Organisation, asked: Iterable[Asked], day: date
) -> RateBook:
    """The card in force on that day, what own calls were charged where it is silent, and the stand-in."""
    async with services.database.reading(organisation.tenant) as connection:
        return await _book(connection, services, organisation, asked, day)


async def rate_book_and_charges(
    services: Services, organisation: Organisation, asked: Iterable[Asked], today: date
) -> tuple[RateBook, list[Observed]]:
    """The same for today, and what own calls were charged since the card began, to be held against it."""
    asked = tuple(asked)
    async with services.database.reading(organisation.tenant) as connection:
        book = await _book(connection, services, organisation, asked, today)
        return book, await _charged(connection, services, organisation, book, asked, today)


async def _book(
    connection: AsyncConnection,
    services: Services,
    organisation: Organisation,
    asked: Iterable[Asked],
    day: date,
) -> RateBook:
    own, withdrawn = await rate_cards.answering(connection, organisation.tenant, day)
    # Records are looked through only where the card leaves a question open: there may be millions.
    open_ = {(one.call_type, one.country) for one in asked if one.country and not _priced(one, own)}
    seen = []
    if open_:
        how = metering(services, organisation)
        seen = await observed(connection, organisation.tenant, last_days(day), how, open_)
    return RateBook(services.stand_in, own, seen, withdrawn)


async def _charged(
    connection: AsyncConnection,
    services: Services,
    organisation: Organisation,
    book: RateBook,
    asked: Iterable[Asked],
    today: date,
) -> list[Observed]:
    """At most 90 days of it."""
    if book.own is None:
        return []
    days = Period(max(last_days(today).first, book.own.effective_on), today)
    wanted = {(one.call_type, one.country) for one in asked if one.country}
    return await observed(connection, organisation.tenant, days, metering(services, organisation), wanted)


def metering(services: Services, organisation: Organisation) -> Metering:
    """How the organisation's calls are metered."""
    return Metering(organisation.billing_step_seconds, services.settings.charge_includes_connection_fee)


def _priced(asked: Asked, own: RateCard | None) -> bool:
    return own is not None and rate_from(asked, own) is not None
