"""What was imported last, each with the button that takes it back."""

from datetime import datetime
from typing import Any

from bot.answer import Answer, FollowUp
from bot.answers.balance_view import instant
from bot.composition import Services
from bot.question import Question
from pricing.demo import DEMO_TENANT
from pricing.storage import import_journal, rate_cards

MOST_SHOWN = 4
"""Usage reports and rate cards together; each takes a button."""


async def show(question: Question, services: Services) -> Answer:
    """The newest imports that count, newest first."""
    async with services.database.reading(question.tenant) as connection:
        reports = await import_journal.entries(connection, question.tenant)
        cards = await rate_cards.cards(connection, question.tenant)
    found = [_report(one) for one in reports if one.withdrawn_at is None] + [_card(one) for one in cards]
    newest = sorted(found, key=_at, reverse=True)
    view = {
        "demo": question.tenant == DEMO_TENANT,
        "imports": newest[:MOST_SHOWN],
        "more": max(0, len(newest) - MOST_SHOWN),
    }
    return Answer("recent_imports", view, follow_ups=(FollowUp("audit", "usage", topic="audit"),))


def _report(one: import_journal.ImportEntry) -> dict[str, Any]:
    return {
        "kind": "usage",
        "id": one.id,
        "name": one.file_name,
        "calls": one.counts.inserted,
        "on": None,
        "at": instant(one.imported_at),
    }


def _card(one: rate_cards.StoredCard) -> dict[str, Any]:
    return {
        "kind": "rates",
        "id": one.id,
        "name": one.name,
        "calls": None,
        "on": one.effective_on,
        "at": one.imported_at,
    }


def _at(one: dict[str, Any]) -> datetime:
    at: datetime = one["at"]
    return at
