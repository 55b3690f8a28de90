"""What people type and press, over real HTTP against a fake channel."""

import asyncio

import pytest

from bot.question import Role, Scope
from bot.teams import body, incoming
from bot.teams.incoming import Admission
from tests.bot.teams.rig import NOW, rig
from tests.fakes.activities import BOT, activity, installation, pressed_execute
from tests.fakes.clock import FakeClock


async def test_a_typed_message_is_answered_through_the_connector() -> None:
    async with rig() as bot:
        status, _ = await bot.say(text="rates to Brazil?")
        (sent,) = bot.connector.messages
    assert status == 200
    assert sent["attachments"][0]["content"]["body"][0]["text"] == "echo rates to Brazil?"
    assert sent["replyToId"].startswith("activity-")
    assert sent["channelData"] == {"feedbackLoop": {"type": "default"}}
    assert sent["from"]["id"] == BOT and sent["recipient"]["id"] == "29:person"


async def test_the_reply_is_posted_to_the_activity_it_answers() -> None:
    async with rig() as bot:
        await bot.say(id="1:2", conversation={"id": "19:a@thread.tacv2;messageid=3"})
    (posted,) = bot.connector.posted
    assert posted.path == "/connector/v3/conversations/19:a@thread.tacv2;messageid=3/activities/1:2"


@pytest.mark.parametrize(
    ("said", "scope"),
    [
        ("personal", Scope.PERSONAL),
        ("groupChat", Scope.GROUP),
        ("channel", Scope.CHANNEL),
        ("odd", Scope.CHANNEL),
    ],
)
async def test_the_scope_is_where_it_was_said(said: str, scope: Scope) -> None:
    async with rig() as bot:
        await bot.say(conversation={"id": "c", "conversationType": said})
    assert bot.echo.questions[0].scope is scope


async def test_an_emulator_without_tenant_and_conversation_type_speaks_in_person() -> None:
    async with rig() as bot:
        status, _ = await bot.say(channelId="emulator", channelData=None, conversation={"id": "c"})
    question = bot.echo.questions[0]
    assert (status, question.tenant, question.scope) == (200, "demo", Scope.PERSONAL)
    assert question.role is Role.ADMIN


async def test_a_mention_of_the_bot_is_not_part_of_the_question() -> None:
    mention = {
        "type": "mention",
        "mentioned": {"id": BOT, "name": "Minutewise"},
        "text": "<at>Minutewise</at>",
    }
    async with rig() as bot:
        await bot.say(text="<at>Minutewise</at>&nbsp;rates &amp; terms for <at>Ada</at>", entities=[mention])
    assert bot.echo.questions[0].text == "rates & terms for Ada"


async def test_a_submitted_form_arrives_as_data() -> None:
    async with rig() as bot:
        await bot.say(text=None, value={"do": "ask", "intent": "help"})
    question = bot.echo.questions[0]
    assert (question.text, question.data) == ("", {"do": "ask", "intent": "help"})


async def test_an_executed_action_is_answered_with_the_card_that_replaces_the_old_one() -> None:
    async with rig() as bot:
        status, answer = await bot.post(pressed_execute(bot.connector.url, {"do": "ask", "intent": "help"}))
    assert status == 200
    assert answer["statusCode"] == 200
    assert answer["type"] == "application/vnd.microsoft.card.adaptive"
    assert "intent" in answer["value"]["body"][0]["text"]
    assert bot.connector.posted == []


@pytest.mark.parametrize("value", [None, [], "x", {}, {"action": "x"}, {"action": {"data": 5}}])
async def test_an_executed_action_without_data_is_an_error_the_client_can_show(value: object) -> None:
    async with rig() as bot:
        body = pressed_execute(bot.connector.url, {}) | {"value": value}
        status, answer = await bot.post(body)
    assert (status, answer["statusCode"]) == (200, 400)


async def test_feedback_is_kept_and_acknowledged() -> None:
    value = {"actionName": "feedback", "actionValue": {"reaction": "like", "feedback": "{}"}}
    async with rig() as bot:
        status, answer = await bot.say(type="invoke", name="message/submitAction", value=value)
    assert (status, answer, bot.feedback.reactions) == (200, {}, ["like"])


async def test_an_unknown_invoke_is_not_implemented() -> None:
    async with rig() as bot:
        assert await bot.say(type="invoke", name="task/fetch") == (501, None)


@pytest.mark.parametrize(
    "kind", ["messageUpdate", "messageDelete", "messageReaction", "typing", "event", "other"]
)
async def test_edits_reactions_and_signs_are_taken_in_without_a_word(kind: str) -> None:
    async with rig() as bot:
        status, _ = await bot.say(type=kind, text="edited")
    assert (status, bot.connector.posted) == (200, [])


@pytest.mark.parametrize("name", [None, "tokens/response", "application/vnd.microsoft.meetingStart",
                                  "application/vnd.microsoft.readReceipt", "anything"])  # fmt: skip
async def test_events_of_any_name_are_taken_in_without_a_word(name: str | None) -> None:
    async with rig() as bot:
        status, _ = await bot.say(type="event", name=name, text=None, value={"x": 1})
    assert (status, bot.connector.posted) == (200, [])


async def test_the_way_to_the_1_1_chat_is_known_in_teams_alone() -> None:
    bot = {"id": "28:11111111-2222-3333-4444-555555555555", "name": "Minutewise"}
    wire = body.as_activity(activity("https://smba.trafficmanager.net/emea/", recipient=bot))
    asked = {
        local: incoming.question(wire, Admission("t", local), Role.ADMIN, NOW) for local in (False, True)
    }
    assert asked[False].own_chat == f"https://teams.microsoft.com/l/chat/0/0?users={bot['id']}"
    assert asked[True].own_chat is None


@pytest.mark.parametrize("chat", [{}, {"conversation": {"id": "19:g", "conversationType": "groupChat"}}])
async def test_both_signs_of_an_installation_give_one_welcome(chat: dict[str, object]) -> None:
    async with rig() as bot:
        both = [bot.post(body) for body in installation(bot.connector.url, **chat)]
        statuses = [status for status, _ in await asyncio.gather(*both)]
    assert statuses == [200, 200]
    assert len(bot.connector.messages) == 1
    assert bot.echo.questions[0].data == {"do": "ask", "intent": "greeting"}


async def test_an_emulator_that_only_updates_the_conversation_is_welcomed_once() -> None:
    async with rig() as bot:
        for member in (BOT, "29:person"):
            await bot.say(type="conversationUpdate", channelId="emulator", membersAdded=[{"id": member}])
    assert len(bot.connector.messages) == 1


async def test_another_member_of_a_group_is_not_greeted() -> None:
    group = {"id": "19:g", "conversationType": "groupChat"}
    async with rig() as bot:
        await bot.say(type="conversationUpdate", membersAdded=[{"id": "29:other"}], conversation=group)
        await bot.say(type="conversationUpdate", membersRemoved=[{"id": BOT}], conversation=group)
    assert bot.connector.posted == []


async def test_a_redelivered_activity_is_answered_once() -> None:
    async with rig() as bot:
        body = activity(bot.connector.url)
        statuses = [status for status, _ in await asyncio.gather(bot.post(body), bot.post(body))]
    assert statuses == [200, 200]
    assert len(bot.connector.messages) == 1


async def test_a_slow_answer_is_announced_by_one_typing_sign() -> None:
    clock = FakeClock()
    async with rig(timer=clock) as bot:
        bot.echo.hold = asyncio.Event()
        turn = asyncio.create_task(bot.say())
        await bot.echo.asked.wait()
        await clock.advance(0.49)
        assert bot.connector.posted == []
        await clock.advance(0.01)
        await bot.connector.until(lambda fake: fake.posted)
        bot.echo.hold.set()
        await turn
    assert [posted.body["type"] for posted in bot.connector.posted] == ["typing", "message"]
