"""Greetings, help, thanks and what is not our job."""

from bot.answer import Answer, Outcome
from bot.composition import Services
from bot.question import Question, Role, Scope
from bot.understanding.reading import Slots


async def greet(question: Question, slots: Slots, services: Services) -> Answer:
    """A welcome with what can be asked."""
    return Answer("welcome", await _what_can_be_asked(question, services))


async def help_(question: Question, slots: Slots, services: Services) -> Answer:
    """Examples that can be pressed, from the person's own data."""
    return Answer("help", await _what_can_be_asked(question, services))


async def thank(question: Question, slots: Slots, services: Services) -> Answer:
    """A short answer to thanks or a goodbye."""
    return Answer("thanks", {})


async def cancel(question: Question, slots: Slots, services: Services) -> Answer:
    """What was being asked for is dropped."""
    return Answer("cancel", {})


async def switch_language(question: Question, slots: Slots, services: Services) -> Answer:
    """Says that the language is now another one; the turn has switched it already."""
    return Answer("language_switched", {})


async def decline(question: Question, slots: Slots, services: Services) -> Answer:
    """Not our job, and what is."""
    return Answer("declined", await _what_can_be_asked(question, services), Outcome.DECLINED)


async def _what_can_be_asked(question: Question, services: Services) -> dict[str, object]:
    organisation = await services.organisation(question.tenant)
    return {
        "country": organisation.country if organisation else None,
        "money": question.role is Role.ADMIN and question.scope is Scope.PERSONAL,
    }
