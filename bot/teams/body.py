"""What a request's body must be before anyone looks at who sent it."""

import json
from collections.abc import Mapping
from typing import Any

from botbuilder.core.serializer_helper import DEPENDICIES_DICT
from botbuilder.schema import Activity
from msrest.serialization import Deserializer

from bot.teams.refused import Refused

MAX_BODY_BYTES = 256 * 1024
MAX_ID_LENGTH = 1024
NUL, REPLACEMENT = b"\\u0000", b"\\ufffd"
DELIVERY_MODES = (None, "", "normal", "notification")
"""The modes of ordinary turns; with the others the answer would have to travel in the HTTP response."""

_deserialize = Deserializer(DEPENDICIES_DICT)


def parse(content_type: str, charset: str | None, raw: bytes) -> dict[str, Any]:
    """The activity as JSON. Raises Refused with 400, 413 or 415."""
    if content_type != "application/json":
        raise Refused(415, "content_type")
    if (charset or "utf-8").lower() not in ("utf-8", "utf8"):
        raise Refused(415, "charset")
    if len(raw) > MAX_BODY_BYTES:
        raise Refused(413, "size")
    activity = _json(raw)
    _require_fields(activity)
    _require_shapes(activity)
    if activity.get("deliveryMode") not in DELIVERY_MODES:
        raise Refused(400, "delivery_mode")
    # PostgreSQL's texts cannot hold this character, and nobody means it.
    return _json(raw.replace(NUL, REPLACEMENT)) if NUL in raw else activity


def as_activity(body: Mapping[str, Any]) -> Activity:
    """The SDK's object for a parsed body. Raises Refused with 400 when the SDK cannot read it."""
    try:
        return _deserialize("Activity", body)
    except Exception:
        raise Refused(400, "deserialisation") from None


def _json(raw: bytes) -> dict[str, Any]:
    try:
        text = raw.decode("utf-8-sig")
        value = json.loads(text, parse_constant=_no_constant)
        if "\\ud" in text.lower():
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Refused(400, "json") from None
    if not isinstance(value, dict):
        raise Refused(400, "not_an_object")
    return value


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _require_fields(activity: Mapping[str, Any]) -> None:
    for name in ("type", "channelId", "serviceUrl"):
        _require_id(activity.get(name), name)
    for name in ("from", "conversation", "recipient"):
        account = activity.get(name)
        if not isinstance(account, dict):
            raise Refused(400, f"missing_{name}")
        _require_id(account.get("id"), name)


def _require_id(value: object, name: str) -> None:
    if not isinstance(value, str) or not value or len(value) > MAX_ID_LENGTH or not value.isprintable():
        raise Refused(400, f"missing_{name}")


_SHAPES: Mapping[str, type] = {
    "id": str,
    "text": str,
    "textFormat": str,
    "locale": str,
    "name": str,
    "action": str,
    "replyToId": str,
    "deliveryMode": str,
    "channelData": dict,
}
_LISTS = ("entities", "attachments", "membersAdded", "membersRemoved")


def _require_shapes(activity: Mapping[str, Any]) -> None:
    for name, shape in _SHAPES.items():
        if not isinstance(activity.get(name), shape | None):
            raise Refused(400, f"shape_{name}")
    for name in _LISTS:
        entries = activity.get(name) or []
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise Refused(400, f"shape_{name}")
    if activity.get("id"):
        _require_id(activity["id"], "id")
