"""The HTTP side: /api/messages, /livez, /readyz and the two public pages."""

import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import structlog
from aiohttp import web
from botbuilder.core import InvokeResponse
from botbuilder.schema import Activity, ActivityTypes

from bot.metrics import Metrics
from bot.teams import body, public_pages
from bot.teams.adapter import Adapter, Turn, Wire
from bot.teams.card_action import CARD_ACTION, card_as_message, replaced_card
from bot.teams.gate import Gate
from bot.teams.incoming import Admission
from bot.teams.order import InOrder
from bot.teams.problem import Problems
from bot.teams.redelivery import FirstTime
from bot.teams.refused import Refused
from bot.teams.turns import ANSWER_WITHIN_SECONDS, INVOKE_WITHIN_SECONDS, Overloaded, StillRunning, Turns

MESSAGES = "/api/messages"
RETRY_AFTER_SECONDS = 5
_log = structlog.get_logger(__name__)


class Messages:
    """Takes in one activity: gate, deduplication, turn, answer."""

    def __init__(
        self,
        gate: Gate,
        adapter: Adapter,
        turn: Turn,
        first_time: FirstTime,
        turns: Turns,
        metrics: Metrics,
        problems: Problems,
        clock: Callable[[], datetime],
    ) -> None:
        self._gate = gate
        self._adapter = adapter
        self._turn = turn
        self._first_time = first_time
        self._turns = turns
        self._metrics = metrics
        self._problems = problems
        self._clock = clock
        self._order = InOrder()

    async def post(self, request: web.Request) -> web.StreamResponse:
        """200 when the turn is over, 202 while it goes on, 4xx for what may not come in, 503 when busy."""
        began = time.monotonic()
        try:
            response = await self._answer(request)
        except Refused as refused:
            self._metrics.refused.labels(reason=refused.reason).inc()
            _log.info("refused", reason=refused.reason, status=refused.status)
            response = web.Response(status=refused.status)
        except Overloaded:
            _log.warning("overloaded")
            response = web.Response(status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
        except StillRunning:
            response = web.Response(status=202)
        self._metrics.answers.labels(status=str(response.status)).inc()
        self._metrics.answer_seconds.observe(time.monotonic() - began)
        return response

    async def _answer(self, request: web.Request) -> web.Response:
        raw = await _read(request)
        parsed = body.parse(request.content_type, _charset(request), raw)
        activity = body.as_activity(parsed)
        authorization = request.headers.get("Authorization")
        admission = await self._gate.admit(request.headers.get("Host", ""), authorization, parsed)
        if activity.type == ActivityTypes.invoke:
            return await self._invoke(admission, activity)
        return _response(await self._turns.run(lambda: self._act(admission, activity), ANSWER_WITHIN_SECONDS))

    async def _invoke(self, admission: Admission, activity: Activity) -> web.Response:
        async def send_late(answer: InvokeResponse | None) -> None:
            if answer and (message := card_as_message(answer.body)):
                await self._adapter.run(
                    admission, activity, lambda context: context.send_activity(Wire(message))
                )

        try:
            turn = self._turns.run(lambda: self._act(admission, activity), INVOKE_WITHIN_SECONDS, send_late)
            return _response(await turn)
        except StillRunning:
            card = self._problems.card("busy", None, activity.locale)
            if card is None or activity.name != CARD_ACTION:
                raise
            return web.json_response(replaced_card(card))

    async def _act(self, admission: Admission, activity: Activity) -> InvokeResponse | None:
        if not await self._is_new(admission, activity):
            self._metrics.duplicates.inc()
            return None
        await self._adapter.unpark(admission.tenant, activity.conversation.id)
        began = time.monotonic()
        chat = (admission.tenant, activity.conversation.id, activity.from_property.id)
        with structlog.contextvars.bound_contextvars(kind=activity.type, tenant=admission.tenant):
            async with self._order.turn(*chat):
                answer = await self._adapter.run(admission, activity, self._turn)
            seconds = time.monotonic() - began
            self._metrics.turn_seconds.observe(seconds)
            _log.info("turn_ended", seconds=round(seconds, 3))
        return answer

    async def _is_new(self, admission: Admission, activity: Activity) -> bool:
        if not activity.id:
            return True
        at = int(self._clock().timestamp())
        return await self._first_time.take_in(admission.tenant, activity.conversation.id, activity.id, at)


Ready = Callable[[], Awaitable[str | None]]


def application(messages: Messages, ready: Ready) -> web.Application:
    """The web application. `ready` says what is missing, None when nothing is."""
    app = web.Application(middlewares=[_never_500], client_max_size=body.MAX_BODY_BYTES + 1)

    async def live(_request: web.Request) -> web.Response:
        return web.Response(text="alive")

    async def readiness(_request: web.Request) -> web.Response:
        missing = await ready()
        return web.Response(text=missing or "ready", status=503 if missing else 200)

    app.router.add_post(MESSAGES, messages.post)
    app.router.add_get("/livez", live)
    app.router.add_get("/readyz", readiness)
    public_pages.add_to(app)
    return app


@web.middleware
async def _never_500(request: web.Request, handler: Any) -> web.StreamResponse:
    """The outermost net: what nobody foresaw becomes a 503 that names nothing of the inside."""
    try:
        return await handler(request)
    except web.HTTPException as answer:
        return web.Response(status=answer.status, headers=_allow(answer))
    except Exception:
        _log.exception("unforeseen")
        return web.Response(status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})


def _allow(answer: web.HTTPException) -> dict[str, str]:
    return {"Allow": answer.headers["Allow"]} if "Allow" in answer.headers else {}


async def _read(request: web.Request) -> bytes:
    if (request.content_length or 0) > body.MAX_BODY_BYTES:
        raise Refused(413, "size")
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise Refused(413, "size") from None


def _charset(request: web.Request) -> str | None:
    try:
        return request.charset
    except ValueError:
        raise Refused(415, "charset") from None


def _response(answer: InvokeResponse | None) -> web.Response:
    if answer is None:
        return web.Response(status=200)
    if answer.body is None:
        return web.Response(status=answer.status)
    return web.json_response(answer.body, status=answer.status)
