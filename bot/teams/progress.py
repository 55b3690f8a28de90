"""Work that goes on after its turn: one card, updated in place until it shows the result."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import structlog
from botbuilder.core import TurnContext
from botbuilder.schema import Activity

from bot.reply import Part
from bot.teams.adapter import Adapter, Wire, admission_of
from bot.teams.card_action import message_with
from bot.teams.connector import SendFailed
from bot.teams.problem import Problems, new_reference, reason_of
from bot.teams.throttle import Clock
from bot.teams.turns import Turns

FIRST_UPDATE_AFTER_SECONDS = 1.0
"""The first card travels in the answer to the press: an update that overtook it would be lost."""
_log = structlog.get_logger(__name__)
Later = Callable[[], AsyncIterator[Part]]


class Progress:
    """Follows work and shows how it goes."""

    def __init__(self, turns: Turns, problems: Problems, timer: Clock) -> None:
        self._turns = turns
        self._problems = problems
        self._timer = timer

    def follow(self, context: TurnContext, later: Later, card_id: str | None) -> None:
        """Begin the work; `card_id` is the activity whose card it changes, None when that is not known."""
        adapter: Adapter = context.adapter
        activity, admission = context.activity, admission_of(context)

        async def show(again: TurnContext) -> None:
            await self._show(again, later, card_id)

        async def work() -> None:
            await adapter.run(admission, activity, show)

        self._turns.go_on(work)

    async def _show(self, context: TurnContext, later: Later, card_id: str | None) -> None:
        shown = _Card(context, card_id)
        wait = context.activity.type == "invoke"
        try:
            async for part in later():
                if wait:
                    await self._timer.sleep(FIRST_UPDATE_AFTER_SECONDS)
                    wait = False
                await shown.put(part.cards[0])
        except Exception as error:
            reference = new_reference()
            _log.error("work_failed", reference=reference, exc_info=error)
            card = self._problems.card(reason_of(error), reference, context.activity.locale)
            if card:
                await shown.put(card)
        await shown.end()


class _Card:
    """One card in the chat; where it cannot be updated, its last state comes as a message."""

    def __init__(self, context: TurnContext, card_id: str | None) -> None:
        self._context = context
        self._id = card_id
        self._unsaid: dict[str, Any] | None = None

    async def put(self, card: dict[str, Any]) -> None:
        self._unsaid = card
        if not self._id:
            return
        update: Activity = Wire(message_with(card))
        update.id = self._id
        try:
            await self._context.update_activity(update)
            self._unsaid = None
        except SendFailed as failure:
            _log.info("card_not_updated", reason=failure.reason)
            self._id = None

    async def end(self) -> None:
        if self._unsaid:
            await self._context.send_activity(Wire(message_with(self._unsaid)))
