"""Bodies of the answers to a pressed Action.Execute."""

from typing import Any

from bot.reply import CARD_TYPE

CARD_ACTION = "adaptiveCard/action"
"""Name of the invoke."""


def replaced_card(card: dict[str, Any]) -> dict[str, Any]:
    """Puts a new card in the old one's place."""
    return {"statusCode": 200, "type": CARD_TYPE, "value": card}


def card_error(code: str, message: str) -> dict[str, Any]:
    """Says that the action cannot be carried out."""
    value = {"code": code, "message": message}
    return {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": value}


def message_with(card: dict[str, Any]) -> dict[str, Any]:
    """A message that shows the card."""
    return {"type": "message", "attachments": [{"contentType": CARD_TYPE, "content": card}]}


def card_as_message(body: Any) -> dict[str, Any] | None:
    """A replacing card as a message of its own, for when its request is gone; None for any other body."""
    is_card = isinstance(body, dict) and body.get("type") == CARD_TYPE
    return message_with(body["value"]) if is_card else None
