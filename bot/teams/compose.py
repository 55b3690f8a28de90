"""The message extension: a country or a number typed into any compose box becomes a card to insert.

What is inserted is read by others, so it is asked as a member in a group would ask: no money in it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot import press
from bot.answer import Outcome
from bot.question import Question, Role, Scope
from bot.reply import CARD_TYPE, Reply

QUERY = "composeExtension/query"
"""Name of the invoke."""
MAX_QUERY_LENGTH = 200
PAIR = ("availability", "rates")
INSERTED = frozenset({*PAIR, "how_to", "eligibility", "estimate"})
_PRESSES = ("Action.Submit", "Action.Execute")


def query_of(value: Any) -> str:
    """What was typed; empty when the box was only opened."""
    parameters = value.get("parameters") if isinstance(value, dict) else None
    for parameter in parameters if isinstance(parameters, list) else ():
        if isinstance(parameter, dict) and parameter.get("name") != "initialRun":
            typed = parameter.get("value")
            return typed.strip()[:MAX_QUERY_LENGTH] if isinstance(typed, str) else ""
    return ""


def asked_aloud(question: Question, text: str = "", data: Mapping[str, Any] | None = None) -> Question:
    """The question as anyone in a group might ask it, beside the person's own conversations."""
    return replace(
        question,
        text=text,
        data=data or {},
        role=Role.MEMBER,
        scope=Scope.GROUP,
        conversation=f"compose:{question.user}",
    )


def asked_without_words() -> list[dict[str, Any]]:
    """What is shown before anything is typed: both sides of the organisation's own country."""
    return [press.data(intent, None, {}) for intent in PAIR]


def companion(reply: Reply) -> dict[str, Any] | None:
    """The other side of the countries that a reply is about: rates beside availability, and the reverse."""
    part = reply.parts[0]
    if part.intent not in PAIR or not part.slots.countries or len(reply.parts) > 1:
        return None
    other = PAIR[1 - PAIR.index(part.intent)]
    return press.data(other, None, {"countries": list(part.slots.countries)})


def insertable(reply: Reply) -> list[dict[str, Any]]:
    """The cards that answer something others may read; no greetings, no questions back."""
    return [
        card
        for part in reply.parts
        if part.intent in INSERTED
        for answer, card in zip(part.answers, part.cards, strict=True)
        if answer.outcome is Outcome.ANSWERED
    ]


def results(cards: list[dict[str, Any]]) -> dict[str, Any]:
    """The body of the answer: each card with a preview of its first lines."""
    return {
        "composeExtension": {
            "type": "result",
            "attachmentLayout": "list",
            "attachments": [_result(card) for card in cards],
        }
    }


def _result(card: dict[str, Any]) -> dict[str, Any]:
    title, _, rest = str(card.get("fallbackText", "")).partition("\n")
    preview = {"title": title, "text": rest.replace("\n", " · ")}
    return {
        "contentType": CARD_TYPE,
        "content": without_presses(card),
        "preview": {"contentType": "application/vnd.microsoft.card.thumbnail", "content": preview},
    }


def without_presses(part: Any) -> Any:
    """A card without the buttons that speak to the bot: where it is inserted, the bot may not be."""
    if isinstance(part, list):
        return [without_presses(item) for item in part if not _is_press(item)]
    if isinstance(part, Mapping):
        return {key: without_presses(value) for key, value in part.items()}
    return part


def _is_press(part: Any) -> bool:
    return isinstance(part, Mapping) and (
        part.get("type") in _PRESSES
        or (part.get("type") == "ActionSet" and not without_presses(part["actions"]))
    )
