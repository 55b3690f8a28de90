"""What an activity of Teams says, in our words."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from botbuilder.schema import Activity

from bot.question import DroppedFile, Question, Role, Scope

_SCOPES = {"personal": Scope.PERSONAL, "groupChat": Scope.GROUP, "channel": Scope.CHANNEL}
_MENTION = re.compile(r"<at(?:\s[^<>]*)?>(.*?)</at>", re.IGNORECASE | re.DOTALL)
_BOT_ID = re.compile(r"28:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


@dataclass(frozen=True)
class Admission:
    """What the gate made sure of."""

    tenant: str
    """Key of the organisation that asks."""
    local: bool = False
    """Local mode: everything on loopback, no token."""


def tenant_of(body: Mapping[str, Any]) -> str | None:
    """The id of the activity's tenant; None when it names none."""
    channel_data = body.get("channelData") or {}
    tenant = channel_data.get("tenant")
    found = tenant.get("id") if isinstance(tenant, dict) else None
    return found if isinstance(found, str) and found else None


def user_of(activity: Activity) -> str:
    """Stable id of the person: the directory's where there is one, else the channel's."""
    return activity.from_property.aad_object_id or activity.from_property.id


def scope_of(activity: Activity, local: bool) -> Scope:
    """Where it was said. What is not known counts as a channel, where no money is spoken of."""
    said = activity.conversation.conversation_type
    if local and not said:
        return Scope.PERSONAL
    return _SCOPES.get(said, Scope.CHANNEL)


def text_of(activity: Activity) -> str:
    """The words typed, without the bot's own mention and without markup of other mentions."""
    text = (activity.text or "").translate(_CONTROLS)
    for mention in _mentions_of(activity, activity.recipient.id):
        text = text.replace(mention, " ")
    bot_name = (activity.recipient.name or "").casefold()
    text = _MENTION.sub(lambda found: _spoken_name(found[1], bot_name), text)
    if activity.text_format != "plain" or activity.channel_id == "msteams":
        text = html.unescape(text)
    return " ".join(text.replace("\u00a0", " ").split()) if "\n" not in text else text.strip()


def _mentions_of(activity: Activity, bot_id: str) -> list[str]:
    found = []
    for entity in activity.entities or ():
        said = entity.additional_properties
        mentioned = said.get("mentioned")
        is_bot = isinstance(mentioned, dict) and mentioned.get("id") == bot_id
        if (entity.type or "").lower() == "mention" and is_bot and said.get("text"):
            found.append(str(said["text"]))
    return found


def _spoken_name(name: str, bot_name: str) -> str:
    return " " if bot_name and name.strip().casefold() == bot_name else name


def data_of(activity: Activity) -> dict[str, Any]:
    """The data of a pressed button, the form's fields included; empty when something was typed."""
    value = activity.value
    if activity.type == "invoke" and isinstance(value, dict):
        action = value.get("action")
        value = action.get("data") if isinstance(action, dict) else None
    return dict(value) if isinstance(value, dict) else {}


def _own_chat(activity: Activity) -> str | None:
    """Opens the 1:1 chat with the bot, which Teams knows by 28: and its app id."""
    bot = activity.recipient.id
    known = activity.channel_id == "msteams" and _BOT_ID.fullmatch(bot) is not None
    return f"https://teams.microsoft.com/l/chat/0/0?users={bot}" if known else None


def question(
    activity: Activity,
    admission: Admission,
    role: Role,
    now: datetime,
    data: Mapping[str, Any] | None = None,
    files: tuple[DroppedFile, ...] = (),
) -> Question:
    """The activity as a question of this person; `data` when it stands for a button that nobody pressed."""
    pressed = dict(data) if data is not None else data_of(activity)
    if files:
        pressed = {"do": "receive_file"}
    return Question(
        text="" if pressed else text_of(activity),
        tenant=admission.tenant,
        user=user_of(activity),
        conversation=activity.conversation.id,
        now=now,
        role=role,
        scope=scope_of(activity, admission.local),
        data=pressed,
        files=files,
        name=activity.from_property.name or None,
        own_chat=None if admission.local else _own_chat(activity),
        locale=activity.locale,
    )
