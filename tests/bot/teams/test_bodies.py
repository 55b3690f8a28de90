"""S3: a malformed body gets 400, 413 or 415, never 500, and the next good one is answered."""

import json
import random
from copy import deepcopy
from typing import Any

import pytest

from bot.teams.body import parse
from tests.bot.teams.rig import Rig, rig
from tests.fakes.activities import activity
from tests.sizes import size

TABLE = {
    "no content type": ({"Content-Type": ""}, b"{}", 415),
    "a form": ({"Content-Type": "application/x-www-form-urlencoded"}, b"a=b", 415),
    "text": ({"Content-Type": "text/plain"}, b"{}", 415),
    "another charset": ({"Content-Type": "application/json; charset=utf-16"}, b"{}", 415),
    "an unknown charset": ({"Content-Type": "application/json; charset=\x80nope"}, b"{}", 415),
    "nothing": ({}, b"", 400),
    "no JSON": ({}, b"{", 400),
    "no UTF-8": ({}, b'{"type": "\xff"}', 400),
    "a list": ({}, b"[]", 400),
    "a string": ({}, b'"x"', 400),
    "NaN": ({}, b'{"type": NaN}', 400),
    "a number of 5,000 digits": ({}, b'{"type": ' + b"9" * 5_000 + b"}", 400),
    "10,000 brackets": ({}, b"[" * 10_000 + b"]" * 10_000, 400),
    "half a character": ({}, b'{"type": "\\ud800"}', 400),
    "an empty object": ({}, b"{}", 400),
    "257 KiB": ({}, b'{"type": "' + b"a" * 257 * 1024 + b'"}', 413),
}
CHANGES: list[dict[str, Any]] = [
    *(
        {name: wrong}
        for name in ("type", "channelId", "serviceUrl")
        for wrong in (None, "", 5, [], {}, "a\nb")
    ),
    *({name: wrong} for name in ("from", "conversation", "recipient") for wrong in (None, "x", 5, [], {})),
    *(
        {name: {"id": wrong}}
        for name in ("from", "conversation", "recipient")
        for wrong in ("", 5, None, "\0")
    ),
    *({name: wrong} for name in ("text", "locale", "name", "id", "replyToId") for wrong in (5, [], {}, True)),
    *(
        {name: wrong}
        for name in ("entities", "attachments", "membersAdded")
        for wrong in (5, "x", {"a": 1}, ["x"])
    ),
    *({"channelData": wrong} for wrong in (5, "x", [1])),
    *({"deliveryMode": wrong} for wrong in ("expectReplies", "ephemeral", "stream", 5)),
    {"timestamp": "yesterday"},
    {"conversation": {"id": "a" * 2_000}},
]


@pytest.mark.parametrize("case", TABLE)
async def test_a_malformed_body_is_refused(case: str) -> None:
    headers, raw, expected = TABLE[case]
    async with rig() as bot:
        assert await posted(bot, raw, headers) == expected
        assert (await bot.say())[0] == 200


async def test_a_body_that_is_no_activity_is_refused() -> None:
    async with rig() as bot:
        statuses = {json.dumps(change)[:80]: await changed(bot, change) for change in CHANGES}
        assert (await bot.say())[0] == 200
    assert {case: status for case, status in statuses.items() if status != 400} == {}
    assert len(bot.echo.questions) == 1


async def test_random_bodies_never_end_in_a_server_error() -> None:
    dice = random.Random("S3")
    async with rig() as bot:
        for number in range(size("S3 bodies")):
            status = await posted(bot, disfigured(activity(bot.connector.url), dice), {})
            assert status in (200, 400, 403, 501), number
        assert (await bot.say())[0] == 200


async def test_other_methods_and_paths_are_not_served() -> None:
    async with rig() as bot:
        for method, path, status in (("GET", "", 405), ("HEAD", "", 405), ("POST", "/more", 404)):
            async with bot.client.request(method, bot.address + path) as response:
                assert response.status == status


async def posted(bot: Rig, raw: bytes, headers: dict[str, str]) -> int:
    headers = {"Content-Type": "application/json", **headers}
    async with bot.client.post(bot.address, data=raw, headers=headers) as response:
        return response.status


async def changed(bot: Rig, change: dict[str, Any]) -> int:
    body = json.dumps(activity(bot.connector.url) | change).encode()
    return await posted(bot, body, {})


ODD: list[Any] = [
    None,
    True,
    -1,
    1e308,
    "",
    "\0",
    "\ud800",
    "x" * 3_000,
    [],
    {},
    [[]],
    [None],
    {"": None},
    {"id": {}},
]


def disfigured(body: dict[str, Any], dice: random.Random) -> bytes:
    """An activity of any kind with a few values, at any depth, replaced by odd ones; or its bytes cut."""
    body["type"] = dice.choice(
        ["message", "invoke", "conversationUpdate", "installationUpdate", "messageReaction"]
    )
    body["name"] = dice.choice(["adaptiveCard/action", "message/submitAction", "composeExtension/query", "x"])
    body["value"] = {"action": {"type": "Action.Execute", "data": {"do": "ask"}}, "actionValue": {}}
    body["membersAdded"] = [{"id": "29:x"}]
    for _ in range(dice.randint(1, 3)):
        part: Any = body
        while (
            (key := dice.choice(list(part)))
            and isinstance(part[key], dict)
            and part[key]
            and dice.random() < 0.7
        ):
            part = part[key]
        part[key] = deepcopy(dice.choice(ODD))  # what is put into one must not be in the next
    raw = json.dumps(body).encode()
    return raw[: dice.randrange(len(raw))] if dice.random() < 0.1 else raw


def test_a_character_that_no_database_holds_is_replaced():
    body = activity("https://x.example", text="a\0b")
    assert parse("application/json", None, json.dumps(body).encode())["text"] == "a\ufffdb"
