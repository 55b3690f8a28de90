"""A rate card taken back in the chat: what would be in force then, and the withdrawal."""

from datetime import date
from typing import Any

from bot.answer import Answer, FollowUp, Outcome
from bot.composition import Services
from bot.question import Question
from pricing.demo import DEMO_TENANT
from pricing.errors import ImportRefused
from pricing.storage import rate_cards
from pricing.storage.rate_cards import StoredCard

WITHDRAWN_BECAUSE = "taken back in the chat"


async def ask_to_withdraw(question: Question, services: Services) -> Answer:
    """Whether the card is to be taken back, or why it cannot be."""
    async with services.database.reading(question.tenant) as connection:
        every = await rate_cards.every(connection, question.tenant)
    card = _meant(every, question)
    if card is None or card.withdrawn_at is not None:
        return _withdrawn(question, every, "before" if card else "unknown")
    view = _described(question, card) | {"then": _then(every, card, question.now.date())}
    return Answer("rates_withdraw", view, Outcome.ASKED)


async def withdraw(question: Question, services: Services) -> Answer:
    """Takes the card out of force by a new row; nothing is deleted."""
    async with services.database.writing(question.tenant) as connection:
        card = _meant(await rate_cards.every(connection, question.tenant), question)
        state = "now" if card else "unknown"
        try:
            if card:
                await rate_cards.withdraw(
                    connection,
                    question.tenant,
                    card.id,
                    reason=WITHDRAWN_BECAUSE,
                    by=question.user,
                    now=question.now,
                )
        except ImportRefused:
            state = "before"
        every = await rate_cards.every(connection, question.tenant)
    return _withdrawn(question, every, state)


def _meant(every: list[StoredCard], question: Question) -> StoredCard | None:
    return next((one for one in every if one.id == question.data.get("card")), None)


def _then(every: list[StoredCard], without: StoredCard | None, today: date) -> dict[str, Any] | None:
    """The card in force today without that one."""
    left = [one for one in every if one != without and one.withdrawn_at is None and one.effective_on <= today]
    return {"name": left[-1].name, "on": left[-1].effective_on} if left else None


def _withdrawn(question: Question, every: list[StoredCard], state: str) -> Answer:
    card = _meant(every, question)
    view = (_described(question, card) if card else {"demo": False}) | {
        "state": state,
        "then": _then(every, None, question.now.date()),
        "by": question.name,
        "at": question.now,
    }
    return Answer("rates_withdrawn", view, follow_ups=(FollowUp("rate_changes", "rates", topic="changes"),))


def _described(question: Question, card: StoredCard) -> dict[str, Any]:
    return {
        "demo": question.tenant == DEMO_TENANT,
        "name": card.name,
        "on": card.effective_on,
        "imported_at": card.imported_at,
        "card_id": card.id,
    }
