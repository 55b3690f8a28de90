"""What a person is told when a turn cannot be finished; making it cannot fail."""

import secrets
from collections.abc import Callable
from typing import Any

import structlog
from botbuilder.core import TurnContext
from botbuilder.schema import Activity, ActivityTypes
from sqlalchemy.exc import SQLAlchemyError

from bot.languages import spoken
from bot.metrics import Metrics
from bot.teams import incoming
from bot.teams.adapter import Wire, invoke_response
from bot.teams.card_action import card_error, message_with, replaced_card
from bot.teams.connector import SendFailed
from cards.renderer import Renderer
from pricing.errors import DatabaseError

_log = structlog.get_logger(__name__)
PLAIN_WORDS = "I cannot answer this just now. Please try again in a few minutes."


def new_reference() -> str:
    """A short code that ties a person's words to a log line."""
    return secrets.token_hex(4)


def reason_of(error: BaseException) -> str:
    """storage when the database cannot be reached, else unexpected."""
    return "storage" if isinstance(error, SQLAlchemyError | DatabaseError | OSError) else "unexpected"


class Problems:
    """Draws the card for what went wrong."""

    def __init__(
        self, renderer: Renderer | None, language_of: Callable[[str], str | None] = lambda text: None
    ) -> None:
        """`language_of` gives the language that a text itself decides, as a tag."""
        self._renderer = renderer
        self._language_of = language_of

    def language(self, activity: Activity) -> str | None:
        """The question's own, as in any reply, else the client's; what was remembered is out of reach."""
        try:
            return self._language_of(incoming.text_of(activity)) or activity.locale
        except Exception:
            return str(activity.locale)

    def card(self, reason: str, reference: str | None, locale: str | None) -> dict[str, Any] | None:
        """The card in the person's language; None when not even that can be drawn."""
        try:
            view = {"reason": reason, "reference": reference}
            return self._renderer.render("problem", view, spoken(locale) or "en") if self._renderer else None
        except Exception:
            return None

    def message(self, reason: str, reference: str | None, locale: str | None) -> dict[str, Any]:
        """The card as a message, or plain words with the reference."""
        card = self.card(reason, reference, locale)
        if card is None:
            text = f"{PLAIN_WORDS} ({reference})" if reference else PLAIN_WORDS
            return {"type": "message", "text": text}
        return {**message_with(card), "summary": card["fallbackText"]}


class TurnErrors:
    """The adapter's `on_turn_error`: says that something went wrong, under the reference that the log has."""

    def __init__(self, problems: Problems, metrics: Metrics) -> None:
        self._problems = problems
        self._metrics = metrics

    async def __call__(self, context: TurnContext, error: Exception) -> None:
        """Never raises: what cannot be said is logged."""
        reference = new_reference()
        reason = "undelivered" if isinstance(error, SendFailed) else reason_of(error)
        self._metrics.failed_turns.labels(reason=reason).inc()
        _log.error("turn_failed", reference=reference, reason=reason, exc_info=error)
        if reason == "undelivered":
            return
        try:
            await self._say(context, reason, reference)
        except Exception as second:
            _log.error("problem_not_told", reference=reference, error=type(second).__name__)

    async def _say(self, context: TurnContext, reason: str, reference: str) -> None:
        activity = context.activity
        if activity.type == ActivityTypes.invoke:
            card = self._problems.card(reason, reference, activity.locale)
            body = replaced_card(card) if card else card_error("InternalError", reference)
            await context.send_activity(
                Activity(type=ActivityTypes.invoke_response, value=invoke_response(body))
            )
        elif activity.type == ActivityTypes.message:
            locale = self._problems.language(activity)
            await context.send_activity(Wire(self._problems.message(reason, reference, locale)))
