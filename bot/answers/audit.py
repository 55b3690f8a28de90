"""Who was told about money or changed it."""

from typing import Any

from bot.answer import Answer, FollowUp
from bot.answers import recent_imports
from bot.composition import Services
from bot.question import Question
from bot.storage import audit
from bot.understanding.books import asks_to_take_back
from bot.understanding.reading import Slots
from bot.understanding.text import text_of

SHOWN = 15


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """The newest lines of the audit log, without figures and phone numbers, which it never holds.

    Asked to take an import back, the newest imports instead.
    """
    if asks_to_take_back(text_of(question.text), services.reader.cues):
        return await recent_imports.show(question, services)
    async with services.database.reading(question.tenant) as connection:
        deeds = await audit.newest(connection, question.tenant, SHOWN)
    view = {
        "deeds": [_line(deed) for deed in deeds],
        "most": SHOWN,
        "sources": [],
    }
    return Answer("audit", view, follow_ups=(FollowUp("balance", "balance"),))


def _line(deed: audit.Deed) -> dict[str, Any]:
    name, _, fields = deed.deed.partition(":")
    return {
        "at": deed.at,
        "user": deed.user,
        "deed": name,
        "fields": fields.split(",") if fields else [],
        "scope": deed.scope,
        "refused": deed.outcome == "refused",
    }
