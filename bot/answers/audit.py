"""Who was told about money or changed it."""

from bot.answer import Answer, FollowUp
from bot.composition import Services
from bot.question import Question
from bot.storage import audit
from bot.understanding.reading import Slots

SHOWN = 15


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """The newest lines of the audit log, without figures and phone numbers, which it never holds."""
    async with services.database.reading(question.tenant) as connection:
        deeds = await audit.newest(connection, question.tenant, SHOWN)
    view = {
        "deeds": [
            {
                "at": deed.at,
                "user": deed.user,
                "deed": deed.deed,
                "scope": deed.scope,
                "refused": deed.outcome == "refused",
            }
            for deed in deeds
        ],
        "most": SHOWN,
        "sources": [],
    }
    return Answer("audit", view, follow_ups=(FollowUp("balance", "balance"),))
