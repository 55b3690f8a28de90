"""One question in, one reply out: understanding, access, answers and cards in that order."""

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from bot import access, press
from bot.answer import Answer, Outcome
from bot.answers import ACTIONS, ANSWERS
from bot.composition import Services
from bot.conversation import Conversation, LostUpdate
from bot.languages import LOCALES, reply_language, spoken
from bot.question import Question
from bot.reply import Part, Reply
from bot.understanding.reading import Reading
from pricing.storage import cost_centres

TRIES_TO_REMEMBER = 5


class Memory(Protocol):
    """Where conversations are kept between turns."""

    async def load(self, question: Question) -> Conversation:
        """The conversation of this person in this chat; an empty one if there is none."""

    async def save(self, question: Question, conversation: Conversation) -> None:
        """Keep it for the next turn. Raises LostUpdate when another turn was faster."""


class Journal(Protocol):
    """Where it is written down who was told about money or changed it."""

    async def keep(self, question: Question, deed: str, outcome: Outcome) -> None:
        """Append one line."""


class Notes(Protocol):
    """Where questions are counted that were not understood."""

    async def keep(self, question: Question, reading: Reading, locale: str) -> None:
        """Count the question if it was not understood."""


class Bot:
    """Answers questions; knows no channel and keeps nothing of its own."""

    def __init__(
        self, services: Services, memory: Memory, journal: Journal, notes: Notes | None = None
    ) -> None:
        self._services = services
        self._memory = memory
        self._journal = journal
        self._notes = notes

    async def reply(self, question: Question) -> Reply:
        """The reply to a typed message or a pressed button; the conversation's memory moves on."""
        services = self._services.for_one_turn()
        organisation = await services.organisation(question.tenant)
        conversation = (await self._memory.load(question)).at(question.now)
        reading = await self._read(question, conversation, organisation.country if organisation else None)
        conversation = _with_chosen_language(conversation, reading)
        locale = reply_language(
            conversation.chosen_language,
            reading.language,
            conversation.language,
            question.locale,
            organisation.locale if organisation else None,
        )
        reply = await self._answered(replace(question, locale=locale), reading, services)
        await self._remember(question, conversation, reading, locale)
        if self._notes is not None:
            await self._notes.keep(question, reading, locale)
        return reply

    async def _remember(
        self, question: Question, conversation: Conversation, reading: Reading, locale: str
    ) -> None:
        for _ in range(TRIES_TO_REMEMBER):
            try:
                return await self._memory.save(question, conversation.after(reading, locale, question.now))
            except LostUpdate:
                newer = await self._memory.load(question)
                conversation = _with_chosen_language(newer.at(question.now), reading)
        raise LostUpdate(question.conversation)

    async def _read(
        self, question: Question, conversation: Conversation, home_country: str | None
    ) -> Reading:
        if question.data:
            action = ACTIONS.get(str(question.data.get("do")))
            return press.reading_of(question.data, action.intent if action else None)
        today, context = question.now.date(), conversation.context(home_country)
        reading = self._services.reader.read(question.text, context, today)
        may_name = reading.intent == "usage" or reading.is_unsure
        if not may_name or access.refusal_of_money(question):
            return reading
        # Only then may it speak of a cost centre: other questions do not wait for their names.
        async with self._services.database.reading(question.tenant) as connection:
            names = tuple((await cost_centres.load(connection, question.tenant)).names())
        named = conversation.context(home_country, names)
        return self._services.reader.read(question.text, named, today) if names else reading

    async def _answered(self, question: Question, reading: Reading, services: Services) -> Reply:
        parts = [await self._part(question, reading, services)]
        for ask in reading.more:
            alone = Reading(ask.intent, ask.slots, reading.confidence)
            parts.append(await self._part(question, alone, services))
        later = parts[0].answers[0].later
        goes_on = partial(self._later, parts[0], str(question.locale)) if later else None
        return Reply(str(question.locale), tuple(parts), self._language_note(reading), goes_on)

    async def _later(self, part: Part, locale: str) -> AsyncIterator[Part]:
        """The part as the work of its answer goes on."""
        later = part.answers[0].later
        assert later is not None  # noqa: S101  # the caller has looked
        async for answer in later():
            yield replace(part, answers=(answer,), cards=(self._card(answer, locale),))

    async def _part(self, question: Question, reading: Reading, services: Services) -> Part:
        answers = await _answers(question, reading, services)
        await self._keep_audit(question, reading, answers[0])
        cards = tuple(self._card(answer, str(question.locale)) for answer in answers)
        return Part(reading.intent, reading.slots, answers, cards)

    async def _keep_audit(self, question: Question, reading: Reading, answer: Answer) -> None:
        action = str(question.data.get("do", "ask"))
        if answer.deed or access.is_about_money(reading.intent, action):
            asked = "/".join(filter(None, (reading.intent, reading.slots.topic)))
            deed = answer.deed or (asked if action == "ask" else action)
            await self._journal.keep(question, deed, answer.outcome)

    def _card(self, answer: Answer, locale: str) -> dict[str, Any]:
        follow_ups = [
            {"label": one.label, "names": one.names, "data": press.data(one.intent, one.topic, one.slots)}
            for one in answer.follow_ups
        ]
        return self._services.renderer.render(answer.card, answer.view, locale, follow_ups)

    def _language_note(self, reading: Reading) -> tuple[dict[str, Any], ...]:
        """A text in a language that is not spoken is told which ones are."""
        if reading.language is None or spoken(reading.language):
            return ()
        return (self._services.renderer.render("languages", {"locales": list(LOCALES)}, "en"),)


async def _answers(question: Question, reading: Reading, services: Services) -> tuple[Answer, ...]:
    action = str(question.data.get("do", "ask"))
    if refusal := reading.refusal or access.refusal(question, reading.intent, action):
        view = {"reason": refusal, "own_chat": question.own_chat}
        return (Answer("refused", view, Outcome.REFUSED),)
    if reading.ambiguous:
        return (_clarification(reading),)
    if action in ACTIONS:
        return _as_tuple(await ACTIONS[action].run(question, services))
    answer = ANSWERS.get((reading.intent, reading.slots.topic)) or ANSWERS[reading.intent, None]
    return _as_tuple(await answer(question, reading.slots, services))


def _as_tuple(answers: Answer | tuple[Answer, ...]) -> tuple[Answer, ...]:
    return (answers,) if isinstance(answers, Answer) else answers


def _clarification(reading: Reading) -> Answer:
    ambiguous = reading.ambiguous
    assert ambiguous is not None  # noqa: S101  # the caller has looked
    options = [{"value": option, "data": press.choice(reading, option)} for option in ambiguous.options]
    view = {"slot": ambiguous.slot, "said": ambiguous.said, "intent": reading.intent, "options": options}
    return Answer("clarify", view, Outcome.ASKED)


def _with_chosen_language(conversation: Conversation, reading: Reading) -> Conversation:
    if reading.intent != "language_switch" or not spoken(reading.language):
        return conversation
    return replace(conversation, chosen_language=spoken(reading.language))
