"""Rate cards are kept, each from its effective day on."""

from datetime import UTC, date, datetime

import pytest

from pricing.errors import ImportRefused
from pricing.rate_card import RateCard, WithdrawnCard
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


async def _withdrawn(database: Database, tenant: str, card_id: int, reason: str = "by mistake") -> None:
    async with database.writing(tenant) as connection:
        await rate_cards.withdraw(connection, tenant, card_id, reason=reason, by="test", now=NOW)


async def test_a_withdrawn_card_answers_no_more_and_the_one_before_it_does(database: Database) -> None:
    await _imported(database, "a", contoso_earlier(), contoso())
    await _withdrawn(database, "a", 2)
    async with database.reading("a") as connection:
        found = await rate_cards.answering(connection, "a", date(2026, 7, 15))
        of_june = await rate_cards.answering(connection, "a", date(2026, 6, 30))
    assert found == (contoso_earlier(), WithdrawnCard("Contoso EUR", date(2026, 7, 1), date(2026, 7, 15)))
    assert of_june == (contoso_earlier(), None)


async def test_a_withdrawal_of_a_card_deletes_nothing_and_the_card_may_come_again(database: Database) -> None:
    await _imported(database, "a", contoso())
    await _withdrawn(database, "a", 1)
    assert await _in_force(database, "a", date(2026, 7, 15)) is None
    await _imported(database, "a", contoso())
    async with database.reading("a") as connection:
        every = await rate_cards.every(connection, "a")
    assert [(one.id, one.reason) for one in every] == [(1, "by mistake"), (2, None)]
    assert await _in_force(database, "a", date(2026, 7, 15)) == contoso()


@pytest.mark.parametrize(
    ("card_id", "reason", "why"),
    [(1, "again", "withdrawn already"), (7, "x", "there is no rate card 7"), (2, " ", "needs a reason")],
)
async def test_a_withdrawal_of_a_card_that_cannot_be_says_why(
    database: Database, card_id: int, reason: str, why: str
) -> None:
    await _imported(database, "a", contoso_earlier(), contoso())
    await _withdrawn(database, "a", 1)
    with pytest.raises(ImportRefused, match=why):
        await _withdrawn(database, "a", card_id, reason)


async def test_a_withdrawal_is_its_own_organisations_only(database: Database) -> None:
    await _imported(database, "a", contoso())
    await _imported(database, "b", contoso())
    await _withdrawn(database, "a", 1)
    assert await _in_force(database, "b", date(2026, 7, 15)) == contoso()


async def test_a_card_is_seen_by_its_own_organisation_only(database: Database) -> None:
    await _imported(database, "a", contoso())
    await _imported(database, "b", contoso_earlier())
    assert await _in_force(database, "b", date(2026, 7, 15)) == contoso_earlier()
    assert await _in_force(database, "c", date(2026, 7, 15)) is None
