"""The SDK's adapter with our own way in and our own way out."""

from collections.abc import Awaitable, Callable
from copy import copy
from http import HTTPStatus
from typing import Any

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, ActivityTypes, ChannelAccount, ConversationReference, ResourceResponse
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.teams.connector import Connector, Place
from bot.teams.incoming import Admission

ADMISSION_KEY = "minutewise.admission"
Turn = Callable[[TurnContext], Awaitable[None]]


class Wire(Activity):
    """A message that is already as it goes on the wire; only its addresses are missing."""

    def __init__(self, wire: dict[str, Any]) -> None:
        super().__init__(type=wire["type"], input_hint=wire.get("inputHint"))
        self.wire = wire

    def __deepcopy__(self, memo: dict[int, Any]) -> "Wire":
        """The SDK copies every activity before it sends it; a card of 20 KB need not be."""
        return copy(self)


class _ClosedToTokens(BotFrameworkAuthentication):
    """The SDK's own check of tokens, shut: what comes in has passed our gate, and nothing else may."""

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        raise PermissionError("only the gate admits requests")

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        raise PermissionError("streaming is not offered")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        raise PermissionError("only the connector sends")

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """No sign-in prompts, so no token service: stock would fetch a token for it in every turn."""


class _OneConnector(ConnectorFactory):
    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def create(self, service_url: str, audience: str) -> Connector:
        return self._connector


class Adapter(CloudAdapter):
    """Runs turns for requests that the gate admitted and posts what they send through the connector."""

    def __init__(self, connector: Connector) -> None:
        super().__init__(_ClosedToTokens())
        self._connector = connector

    async def run(self, admission: Admission, activity: Activity, turn: Turn) -> InvokeResponse | None:
        """Run one turn; the answer to an invoke, None for everything else."""
        admitted = AuthenticateRequestResult()
        admitted.claims_identity = ClaimsIdentity({}, True)
        admitted.connector_factory = _OneConnector(self._connector)

        async def with_admission(context: TurnContext) -> None:
            context.turn_state[ADMISSION_KEY] = admission
            await turn(context)

        return await self.process_activity(admitted, activity, with_admission)

    async def send_activities(
        self, context: TurnContext, activities: list[Activity]
    ) -> list[ResourceResponse]:
        """Post each activity in order. Raises SendFailed at the first that cannot be delivered."""
        return [ResourceResponse(id=await self._send(context, activity)) for activity in activities]

    async def _send(self, context: TurnContext, activity: Activity) -> str:
        if activity.type == ActivityTypes.invoke_response:
            context.turn_state[self._INVOKE_RESPONSE_KEY] = activity
            return ""
        if activity.type in (ActivityTypes.trace, "delay"):
            return ""
        return await self._connector.send(_place(context), _on_the_wire(activity), activity.reply_to_id)

    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        """Replace an activity that was sent before. Raises SendFailed."""
        sent = await self._connector.update(_place(context), activity.id, _on_the_wire(activity))
        return ResourceResponse(id=sent)

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        """Nothing that was said is taken back."""
        raise NotImplementedError

    async def unpark(self, tenant: str, conversation: str) -> None:
        """The conversation was heard of again."""
        await self._connector.unpark(tenant, conversation)


def admission_of(context: TurnContext) -> Admission:
    """What the gate made sure of for this turn."""
    return context.turn_state[ADMISSION_KEY]


def invoke_response(body: dict[str, Any] | None, status: int = HTTPStatus.OK) -> InvokeResponse:
    """The answer to an invoke."""
    return InvokeResponse(status=int(status), body=body)


def _place(context: TurnContext) -> Place:
    incoming = context.activity
    return Place(incoming.service_url, admission_of(context).tenant, incoming.conversation.id)


def _on_the_wire(activity: Activity) -> dict[str, Any]:
    body = dict(activity.wire) if isinstance(activity, Wire) else activity.serialize()
    addresses = {
        "from": _account(activity.from_property),
        "recipient": _account(activity.recipient),
        "conversation": {"id": activity.conversation.id},
        "channelId": activity.channel_id,
        "serviceUrl": activity.service_url,
        "replyToId": activity.reply_to_id,
    }
    return body | {name: value for name, value in addresses.items() if value is not None}


def _account(account: ChannelAccount | None) -> dict[str, str] | None:
    if account is None:
        return None
    parts = {"id": account.id, "name": account.name, "aadObjectId": account.aad_object_id}
    return {name: value for name, value in parts.items() if value is not None}
