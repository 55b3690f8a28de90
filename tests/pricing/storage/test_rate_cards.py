"""Rate cards are kept, each from its effective day on."""

from datetime import UTC, date, datetime

from pricing.rate_card import RateCard
from pricing.storage import rate_cards
from pricing.storage.database import Database
from tests.fixtures.rate_cards import contoso, contoso_earlier

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)


async def _imported(database: Database, tenant: str, *cards: RateCard) -> None:
    async with database.writing(tenant) as connection:
        for card in cards:
            await rate_cards.add(connection, tenant, card, "card.csv", "test", NOW)


async def _in_force(database: Database, tenant: str, day: date) -> RateCard | None:
    async with database.reading(tenant) as connection:
        return await rate_cards.in_force(connection, tenant, day)


async def test_a_card_comes_back_as_it_was(database: Database) -> None:
    await _imported(database, "a", contoso())
    assert await _in_force(database, "a", date(2026, 7, 1)) == contoso()


async def test_calls_of_earlier_days_have_the_earlier_card(database: Database) -> None:
    await _imported(database, "a", contoso(), contoso_earlier())
    assert await _in_force(database, "a", date(2026, 6, 30)) == contoso_earlier()
    assert await _in_force(database, "a", date(2025, 12, 31)) is None


async def test_of_two_cards_of_one_day_the_last_import_counts(database: Database) -> None:
    again = RateCard("again", "EUR", contoso().effective_on, contoso_earlier().rates)
    await _imported(database, "a", contoso(), again)
    assert await _in_force(database, "a", date(2026, 7, 15)) == again


async def test_a_card_is_seen_by_its_own_organisation_only(database: Database) -> None:
    await _imported(database, "a", contoso())
    await _imported(database, "b", contoso_earlier())
    assert await _in_force(database, "b", date(2026, 7, 15)) == contoso_earlier()
    assert await _in_force(database, "c", date(2026, 7, 15)) is None
