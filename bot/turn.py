"""One question in, one reply out: understanding, access, answers and cards in that order."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from bot import access
from bot.answer import Answer, Outcome
from bot.answers import ACTIONS, ANSWERS
from bot.composition import Services
from bot.conversation import Conversation, LostUpdate
from bot.languages import LOCALES, reply_language, spoken
from bot.question import Question
from bot.reply import Part, Reply
from bot.understanding.reading import Ask, Reading, Slots

TRIES_TO_REMEMBER = 5


class Memory(Protocol):
    """Where conversations are kept between turns."""

    async def load(self, question: Question) -> Conversation:
        """The conversation of this person in this chat; an empty one if there is none."""

    async def save(self, question: Question, conversation: Conversation) -> None:
        """Keep it for the next turn. Raises LostUpdate when another turn was faster."""


class Bot:
    """Answers questions; knows no channel and keeps nothing of its own."""

    def __init__(self, services: Services, memory: Memory) -> None:
        self._services = services
        self._memory = memory

    async def reply(self, question: Question) -> Reply:
        """The reply to a typed message or a pressed button; the conversation's memory moves on."""
        organisation = await self._services.organisation(question.tenant)
        conversation = (await self._memory.load(question)).at(question.now)
        reading = self._read(question, conversation, organisation.country if organisation else None)
        conversation = _with_chosen_language(conversation, reading)
        locale = reply_language(
            conversation.chosen_language,
            reading.language,
            conversation.language,
            question.locale,
            organisation.locale if organisation else None,
        )
        reply = await self._answered(question, reading, locale)
        await self._remember(question, conversation, reading, locale)
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

    def _read(self, question: Question, conversation: Conversation, home_country: str | None) -> Reading:
        if question.data:
            return _reading_of_button(question.data)
        context = conversation.context(home_country)
        return self._services.reader.read(question.text, context, question.now.date())

    async def _answered(self, question: Question, reading: Reading, locale: str) -> Reply:
        parts = [*_language_note(reading)]
        asks = [Ask(reading.intent, reading.slots), *reading.more]
        for number, ask in enumerate(asks):
            answers = await self._answers(question, reading if number == 0 else None, ask)
            parts += [(ask, answer) for answer in answers]
        return Reply(locale, tuple(self._part(ask, answer, locale) for ask, answer in parts))

    async def _answers(self, question: Question, reading: Reading | None, ask: Ask) -> tuple[Answer, ...]:
        if reading and reading.refusal:
            return (Answer("refused", {"reason": reading.refusal}, Outcome.REFUSED),)
        action = question.data.get("do", "ask")
        refusal = access.refusal(question, ask.intent) or (
            access.refusal_of_action(question, action) if action != "ask" else None
        )
        if refusal:
            return (Answer("refused", {"reason": refusal}, Outcome.REFUSED),)
        if reading and reading.ambiguous:
            return (_clarification(reading),)
        if action in ACTIONS:
            return _as_tuple(await ACTIONS[action].run(question, self._services))
        answer = ANSWERS.get((ask.intent, ask.slots.topic)) or ANSWERS[ask.intent, None]
        return _as_tuple(await answer(question, ask.slots, self._services))

    def _part(self, ask: Ask, answer: Answer, locale: str) -> Part:
        follow_ups = [
            {"label": one.label, "names": one.names, "data": _press(one.intent, one.topic, one.slots)}
            for one in answer.follow_ups
        ]
        card = self._services.renderer.render(answer.card, answer.view, locale, follow_ups)
        return Part(ask.intent, ask.slots, answer, card)


def _as_tuple(answers: Answer | tuple[Answer, ...]) -> tuple[Answer, ...]:
    return (answers,) if isinstance(answers, Answer) else answers


def _press(intent: str, topic: str | None, slots: Mapping[str, Any]) -> dict[str, Any]:
    return {"do": "ask", "intent": intent, "topic": topic, "slots": dict(slots)}


def _reading_of_button(data: Mapping[str, Any]) -> Reading:
    slots = Slots.from_json({**data.get("slots", {}), "topic": data.get("topic")})
    action = ACTIONS.get(str(data.get("do")))
    return Reading(action.intent if action else str(data.get("intent", "help")), slots, confidence=1.0)


def _clarification(reading: Reading) -> Answer:
    ambiguous = reading.ambiguous
    assert ambiguous is not None  # noqa: S101  # the caller has looked
    options = [{"value": option, "data": _choice(reading, option)} for option in ambiguous.options]
    view = {"slot": ambiguous.slot, "said": ambiguous.said, "intent": reading.intent, "options": options}
    return Answer("clarify", view, Outcome.ASKED)


def _choice(reading: Reading, option: str) -> dict[str, Any]:
    slots = {name: value for name, value in reading.slots.as_json().items() if value not in (None, [])}
    topic = slots.pop("topic", None)
    assert reading.ambiguous is not None  # noqa: S101  # only called for an ambiguous reading
    if reading.ambiguous.slot == "intent":
        intent, _, chosen_topic = option.partition("/")
        return _press(intent, chosen_topic or None, slots)
    if reading.ambiguous.slot == "countries":
        countries = [*slots.get("countries", []), option[:2]]
        return _press(reading.intent, topic, {**slots, "countries": countries})
    return _press(reading.intent, topic, {**slots, reading.ambiguous.slot: option})


def _language_note(reading: Reading) -> list[tuple[Ask, Answer]]:
    """A text in a language that is not spoken is told which ones are."""
    if reading.language is None or spoken(reading.language):
        return []
    note = Answer("languages", {"locales": list(LOCALES)})
    return [(Ask("language_switch", Slots()), note)]


def _with_chosen_language(conversation: Conversation, reading: Reading) -> Conversation:
    if reading.intent != "language_switch" or not spoken(reading.language):
        return conversation
    return replace(conversation, chosen_language=spoken(reading.language))
