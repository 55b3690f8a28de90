"""Activities as Teams and its local tools send them; people and ids are invented."""

from itertools import count
from typing import Any

BOT = "28:bot"
PERSON = "aaaaaaaa-0000-4000-8000-000000000001"
TENANT = "11111111-2222-3333-4444-555555555555"
PHONE = "+55 11 99876-5432"
SIGN_IN_NAME = "ada.canary@contoso.example"
PASSWORD = "canary-password-of-the-app"
"""Invented, and looked for in every log line."""
_numbers = count(1)


def activity(service_url: str, **changes: Any) -> dict[str, Any]:
    """A typed message in a personal chat; `changes` replace or add keys, None takes a key away."""
    number = next(_numbers)
    body: dict[str, Any] = {
        "type": "message",
        "id": f"activity-{number}",
        "timestamp": "2026-07-15T10:00:00.000Z",
        "localTimestamp": "2026-07-15T12:00:00.000+02:00",
        "localTimezone": "Europe/Berlin",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {
            "id": "29:person",
            "name": "Ada Admin",
            "aadObjectId": PERSON,
            "userPrincipalName": SIGN_IN_NAME,
        },
        "recipient": {"id": BOT, "name": "Minutewise"},
        "conversation": {"id": "a:chat", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "entities": [{"type": "clientInfo", "locale": "en-US", "platform": "Web"}],
        "locale": "en-US",
        "text": "hello",
        "textFormat": "plain",
    }
    return {key: value for key, value in (body | changes).items() if value is not None}


def dropped(service_url: str, name: str, address: str, **changes: Any) -> dict[str, Any]:
    """A file dropped into the chat, as Teams announces it."""
    return activity(service_url, text=None, attachments=[attached(name, address)], **changes)


def attached(name: str, address: str) -> dict[str, Any]:
    """The attachment that announces a file."""
    return {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "contentUrl": "https://contoso-my.sharepoint.com/personal/ada/Documents/file",
        "name": name,
        "content": {"downloadUrl": address, "uniqueId": "1150D938", "fileType": name.rpartition(".")[2]},
    }


def pressed_execute(service_url: str, data: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A pressed Action.Execute."""
    action = {"type": "Action.Execute", "verb": "ask", "data": data}
    value = {"action": action, "trigger": "manual"}
    return activity(service_url, type="invoke", name="adaptiveCard/action", value=value, text=None, **changes)


def installation(service_url: str, **changes: Any) -> list[dict[str, Any]]:
    """What Teams sends, at the same moment, when the app is opened for the first time."""
    members = [{"id": "29:person", "aadObjectId": PERSON}, {"id": BOT}]
    return [
        activity(service_url, type="installationUpdate", action="add", text=None, **changes),
        activity(service_url, type="conversationUpdate", membersAdded=members, text=None, **changes),
    ]
