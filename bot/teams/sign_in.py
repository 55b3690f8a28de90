"""Single sign-on, where the directory says nothing: Teams brings the person's token, believed for a while."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import uuid4

import structlog

from bot.question import Question, Role
from bot.reply import Reply
from bot.teams.person_tokens import PersonTokens
from bot.teams.refused import Refused
from bot.teams.signing_keys import NoKeys
from bot.teams.throttle import Clock

EXCHANGE = "signin/tokenExchange"
"""Name of the invoke that brings the token."""
CONNECTION = "minutewise"
CARD = "application/vnd.microsoft.card.oauth"
REMEMBERED_SECONDS = 300
MAX_REMEMBERED = 10_000
MAX_TOKEN_LENGTH = 16 * 1024
_log = structlog.get_logger(__name__)


class Roles(Protocol):
    """Who is an admin, as the directory says."""

    async def role(self, tenant: str, user: str) -> Role:
        """The person's role; UNKNOWN when it says nothing."""


@dataclass(frozen=True)
class _Known:
    role: Role
    until: float


class SignIn:
    """Roles of the directory; where it is silent, of a token that is at most five minutes known."""

    def __init__(
        self, directory: Roles, tokens_of: Callable[[str], PersonTokens], resource: str, clock: Clock
    ) -> None:
        """`tokens_of` checks a tenant's tokens; `resource` is the app's id URI."""
        self._directory = directory
        self._tokens_of = tokens_of
        self._resource = resource
        self._clock = clock
        self._known: OrderedDict[tuple[str, str], _Known] = OrderedDict()
        self._waiting: OrderedDict[tuple[str, str], Question] = OrderedDict()

    async def role(self, tenant: str, user: str) -> Role:
        """What the directory says, else what a token proved."""
        said = await self._directory.role(tenant, user)
        known = self._known.get((tenant, user))
        if said is not Role.UNKNOWN or known is None or known.until <= self._clock.monotonic():
            return said
        return known.role

    def ask(self, question: Question) -> dict[str, Any]:
        """The message at which Teams fetches the person's token; the question waits for it."""
        _put(self._waiting, (question.tenant, question.user), question)
        exchange = {"id": str(uuid4()), "uri": self._resource}
        card = {
            "text": "", "connectionName": CONNECTION, "buttons": [], "tokenExchangeResource": exchange,
        }  # fmt: skip
        return {"type": "message", "attachments": [{"contentType": CARD, "content": card}]}

    async def take(self, tenant: str, user: str, value: Any) -> Question | None:
        """Believe the token in an invoke's value; the question that waited. Raises Refused with 401."""
        token = value.get("token") if isinstance(value, dict) else None
        if not isinstance(token, str) or len(token) > MAX_TOKEN_LENGTH:
            raise Refused(401, "token_missing")
        tokens = self._tokens_of(tenant)
        try:
            proven = await tokens.check(user, token)
        except NoKeys:
            raise Refused(401, "no_signing_keys") from None
        lasts = min(REMEMBERED_SECONDS, proven.until - tokens.clock().timestamp())
        _put(self._known, (tenant, user), _Known(proven.role, self._clock.monotonic() + lasts))
        _log.info("role_by_token", role=proven.role)
        return self._waiting.pop((tenant, user), None)


def is_wanted_by(reply: Reply) -> bool:
    """Whether something was refused only because nobody knows the person's role."""
    answers = (answer for part in reply.parts for answer in part.answers)
    return any(answer.view.get("reason") == "role_unknown" for answer in answers)


def _put(remembered: OrderedDict[Any, Any], key: tuple[str, str], value: object) -> None:
    remembered[key] = value
    remembered.move_to_end(key)
    while len(remembered) > MAX_REMEMBERED:
        remembered.popitem(last=False)
