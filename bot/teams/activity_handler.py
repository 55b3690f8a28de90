"""An activity of Teams as a question, and the reply as an activity."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol

import structlog
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import Activity, ActivityTypes

from bot.question import Question, Role, Scope
from bot.reply import Reply
from bot.teams import compose, incoming, sign_in
from bot.teams.adapter import Wire, admission_of, invoke_response
from bot.teams.card_action import CARD_ACTION, card_error, message_with, replaced_card
from bot.teams.connector import SendFailed
from bot.teams.files import Files
from bot.teams.progress import Progress
from bot.teams.redelivery import FirstTime
from bot.teams.refused import Refused
from bot.teams.sign_in import SignIn
from bot.teams.throttle import Clock

TYPING_AFTER_SECONDS = 0.5
WELCOME = {"do": "ask", "intent": "greeting"}
ASKS_FOR_FEEDBACK = {"feedbackLoop": {"type": "default"}}
"""Teams draws a thumb up and a thumb down below the reply; other clients draw nothing."""
_log = structlog.get_logger(__name__)


class Answering(Protocol):
    """The conversation behind the channel."""

    async def reply(self, question: Question) -> Reply:
        """The reply to one question."""


class Roles(Protocol):
    """Who is an admin."""

    async def role(self, tenant: str, user: str) -> Role:
        """The person's role now; never higher than what is known."""


class Feedback(Protocol):
    """Where thumbs up and down go."""

    async def store(self, tenant: str, reaction: str, now: datetime) -> None:
        """Keep one reaction."""


class ActivityHandler(TeamsActivityHandler):
    """Knows Teams' kinds of activities and nothing of what the answers say."""

    def __init__(
        self,
        answering: Answering,
        roles: Roles,
        first_time: FirstTime,
        feedback: Feedback,
        clock: Callable[[], datetime],
        files: Files,
        progress: Progress,
        timer: Clock,
        sign_in_: SignIn | None = None,
    ) -> None:
        """Without `sign_in_` a person of whom the directory says nothing stays unknown."""
        super().__init__()
        self._answering = answering
        self._roles = roles
        self._first_time = first_time
        self._feedback = feedback
        self._clock = clock
        self._files = files
        self._progress = progress
        self._timer = timer
        self._sign_in = sign_in_

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Typed text, or a button that arrives as a message."""
        async with _typing_when_slow(turn_context, self._timer):
            question = await self._question(turn_context)
            reply = await self._answering.reply(question)
        sent = await turn_context.send_activity(Wire({**reply.activity, "channelData": ASKS_FOR_FEEDBACK}))
        if reply.later:
            self._progress.follow(turn_context, reply.later, sent.id if sent else None)
        await self._ask_for_token(turn_context, question, reply)

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Someone joined: greeted is the bot's own arrival, and the person of a personal chat."""
        activity = turn_context.activity
        joined = {member.id for member in activity.members_added or ()}
        scope = incoming.scope_of(activity, admission_of(turn_context).local)
        if activity.recipient.id in joined or (joined and scope is Scope.PERSONAL):
            await self._welcome(turn_context)

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        """The app was added; Teams says so a second time by a conversation update."""
        await self._welcome(turn_context)

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """A request that is answered in the HTTP response."""
        answers = {
            CARD_ACTION: self._on_card_action,
            compose.QUERY: self._on_compose,
            "message/submitAction": self._on_feedback,
            sign_in.EXCHANGE: self._on_token,
        }
        answer = answers.get(turn_context.activity.name)
        if answer is None:
            return invoke_response(None, HTTPStatus.NOT_IMPLEMENTED)
        return await answer(turn_context)

    async def _on_card_action(self, turn_context: TurnContext) -> InvokeResponse:
        if not incoming.data_of(turn_context.activity):
            return invoke_response(card_error("BadRequest", "the action has no data"))
        question = await self._question(turn_context)
        reply = await self._answering.reply(question)
        first, *others = reply.cards
        for card in others:
            await turn_context.send_activity(Wire(message_with(card)))
        await self._ask_for_token(turn_context, question, reply)
        if reply.later:
            self._progress.follow(turn_context, reply.later, turn_context.activity.reply_to_id)
        return invoke_response(replaced_card(first))

    async def _ask_for_token(self, turn_context: TurnContext, question: Question, reply: Reply) -> None:
        if self._sign_in and question.scope is Scope.PERSONAL and sign_in.is_wanted_by(reply):
            await turn_context.send_activity(Wire(self._sign_in.ask(question)))

    async def _on_token(self, turn_context: TurnContext) -> InvokeResponse:
        """Teams brings the person's token: what they asked is answered anew."""
        activity, tenant = turn_context.activity, admission_of(turn_context).tenant
        if self._sign_in is None:
            return invoke_response(None, HTTPStatus.NOT_IMPLEMENTED)
        try:
            waiting = await self._sign_in.take(tenant, incoming.user_of(activity), activity.value)
        except Refused as refused:
            _log.info("person_token_refused", reason=refused.reason)
            return invoke_response(None, HTTPStatus.PRECONDITION_FAILED)
        if waiting and waiting.conversation == activity.conversation.id:
            role = await self._roles.role(tenant, waiting.user)
            reply = await self._answering.reply(replace(waiting, role=role, now=self._clock()))
            await turn_context.send_activity(Wire(reply.activity))
        return invoke_response({})

    async def _on_compose(self, turn_context: TurnContext) -> InvokeResponse:
        text = compose.query_of(turn_context.activity.value)
        question = await self._question(turn_context, {})
        if not text:
            asks = [compose.asked_aloud(question, data=data) for data in compose.asked_without_words()]
            replies = [await self._answering.reply(ask) for ask in asks]
        else:
            replies = [await self._answering.reply(compose.asked_aloud(question, text))]
            if data := compose.companion(replies[0]):
                replies.append(await self._answering.reply(compose.asked_aloud(question, data=data)))
        return invoke_response(compose.results([card for one in replies for card in compose.insertable(one)]))

    async def _on_feedback(self, turn_context: TurnContext) -> InvokeResponse:
        value = turn_context.activity.value
        pressed = value.get("actionValue") if isinstance(value, dict) else None
        reaction = pressed.get("reaction") if isinstance(pressed, dict) else None
        if reaction not in ("like", "dislike"):
            return invoke_response(None, HTTPStatus.BAD_REQUEST)
        await self._feedback.store(admission_of(turn_context).tenant, reaction, self._clock())
        return invoke_response({})

    async def _welcome(self, turn_context: TurnContext) -> None:
        question = await self._question(turn_context, WELCOME)
        chat = question.conversation.partition(";")[0]
        at = int(question.now.timestamp())
        if await self._first_time.welcome(question.tenant, chat, "", at):
            reply = await self._answering.reply(question)
            await turn_context.send_activity(Wire(reply.activity))

    async def _question(self, turn_context: TurnContext, data: dict[str, Any] | None = None) -> Question:
        activity, admission = turn_context.activity, admission_of(turn_context)
        role = await self._roles.role(admission.tenant, incoming.user_of(activity))
        files = self._files.of(activity) if data is None else ()
        return incoming.question(activity, admission, role, self._clock(), data, files)


@asynccontextmanager
async def _typing_when_slow(turn_context: TurnContext, timer: Clock) -> AsyncIterator[None]:
    """One typing sign if the block takes longer than half a second, and none after its end."""
    sign = asyncio.create_task(_type_later(turn_context, timer))
    try:
        yield
    finally:
        sign.cancel()
        with suppress(asyncio.CancelledError):
            await sign


async def _type_later(turn_context: TurnContext, timer: Clock) -> None:
    await timer.sleep(TYPING_AFTER_SECONDS)
    try:
        await turn_context.send_activity(Activity(type=ActivityTypes.typing))
    except SendFailed as failure:
        _log.info("typing_not_sent", reason=failure.reason)
