"""How to do it: what Microsoft's pages say on sixteen topics, from the how-to entries."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta

from bot.answer import Answer, FollowUp
from bot.composition import Services
from bot.question import Question
from bot.understanding.reading import Slots
from pricing.how_to import TOPICS

OLD_AFTER = timedelta(days=2 * 365)
NEXT: Mapping[str, tuple[str, ...]] = {
    "what_it_is": ("charges", "difference", "buy"),
    "charges": ("where_rates", "difference"),
    "difference": ("charges", "buy"),
    "buy": ("credits", "licences"),
    "credits": ("auto_recharge", "expiry", "mails"),
    "auto_recharge": ("zero", "mails"),
    "zero": ("auto_recharge", "credits"),
    "expiry": ("credits",),
    "licences": ("enable", "credits"),
    "enable": ("numbers", "restrict_dial_out"),
    "numbers": ("charges", "credits"),
    "restrict_dial_out": ("charges", "enable"),
    "where_rates": ("charges",),
    "where_usage": ("where_rates",),
    "other_prices": ("difference", "where_rates"),
    "mails": ("auto_recharge", "zero"),
}
"""What people ask next, by topic."""


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """The entry of the topic, in the language of the reply; without a topic, what pay-per-minute is."""
    topic = slots.topic if slots.topic in TOPICS else TOPICS[0]
    locale = question.locale or "en"
    entry = services.how_to.entry(topic, locale)
    oldest = min(source.date for source in entry.sources)
    view = {
        **asdict(entry),
        "old": question.now.date() - oldest > OLD_AFTER,
        "untranslated": entry.locale != locale,
    }
    return Answer(
        "how_to", view, follow_ups=tuple(FollowUp(next_, "how_to", topic=next_) for next_ in NEXT[topic])
    )
