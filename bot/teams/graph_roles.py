"""Who is an admin, as the directory says now: Entra roles through Microsoft Graph, and closed when in doubt.

Needs the application permissions User.Read.All and RoleManagement.Read.Directory.
Ids of role templates from Microsoft's "Microsoft Entra built-in roles", read in November 2026.
"""

import asyncio
import json
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog

from bot.question import Role
from bot.teams.connector import Tokens
from bot.teams.hosts import HostNotAllowed, Purpose
from bot.teams.outgoing import TooLarge, exchange
from bot.teams.throttle import Clock

ADMIN_ROLES = {
    "62e90394-69f5-4237-9190-012177145e10": "Global Administrator",
    "b0f54661-2d74-4c50-afa3-1ec803f12efe": "Billing Administrator",
    "69091246-20e8-4a56-aa4d-066075b2a7a8": "Teams Administrator",
    "baf37b3a-610e-45da-9e62-d9d1e5e8914b": "Teams Communications Administrator",
    "f2ef992c-3afb-46b9-b7cf-a126ee74c451": "Global Reader",
    "1076ac91-f3d9-41a7-a339-dcdf5f480acc": "Teams Reader",
}
"""Roles that may see and change money unless ADMIN_ROLES names others."""
REMEMBERED_SECONDS = 300
DOUBTED_SECONDS = 10
"""How long an outage of Graph stands before it is asked again."""
FETCH_SECONDS = 1.5
MAX_ANSWER_BYTES = 256 * 1024
MAX_REMEMBERED = 10_000
_USER_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_log = structlog.get_logger(__name__)


class _NotAnswered(Exception):
    """The directory could not be asked."""


@dataclass(frozen=True)
class _Known:
    role: Role
    until: float


class GraphRoles:
    """Asks Graph about a person, and remembers it for five minutes at most."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        purpose: Purpose,
        tokens_of: Callable[[str], Tokens],
        scope: str,
        admin_roles: frozenset[str],
        clock: Clock,
    ) -> None:
        """`tokens_of` gives the tokens for a tenant's directory."""
        self._session = session
        self._purpose = purpose
        self._tokens_of = tokens_of
        self._scope = scope
        self._admin_roles = admin_roles
        self._clock = clock
        self._known: OrderedDict[tuple[str, str], _Known] = OrderedDict()
        self._asking: dict[tuple[str, str], asyncio.Task[_Known]] = {}

    async def role(self, tenant: str, user: str) -> Role:
        """The person's role; UNKNOWN while the directory cannot be asked."""
        key = (tenant, user)
        known = self._known.get(key)
        if known is None or known.until <= self._clock.monotonic():
            known = await self._ask_once(key)
        return known.role

    async def _ask_once(self, key: tuple[str, str]) -> _Known:
        if key not in self._asking:
            self._asking[key] = asyncio.create_task(self._ask(*key))
            self._asking[key].add_done_callback(lambda _: self._asking.pop(key))
        return await asyncio.shield(self._asking[key])

    async def _ask(self, tenant: str, user: str) -> _Known:
        began = self._clock.monotonic()
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                known = _Known(await self._look_up(tenant, user), began + REMEMBERED_SECONDS)
        except (
            _NotAnswered,
            HostNotAllowed,
            TooLarge,
            OSError,
            ValueError,
            KeyError,
            TypeError,
            aiohttp.ClientError,
        ) as error:
            _log.warning("role_unknown", error=type(error).__name__)
            known = _Known(Role.UNKNOWN, began + DOUBTED_SECONDS)
        self._known[tenant, user] = known
        self._known.move_to_end((tenant, user))
        while len(self._known) > MAX_REMEMBERED:
            self._known.popitem(last=False)
        return known

    async def _look_up(self, tenant: str, user: str) -> Role:
        if not _USER_ID.fullmatch(user):
            return Role.GUEST
        person = await self._get(tenant, f"/v1.0/users/{user}?$select=userType,accountEnabled")
        if person is None or person.get("userType") != "Member" or person.get("accountEnabled") is not True:
            return Role.GUEST
        path = f"/v1.0/users/{user}/transitiveMemberOf/microsoft.graph.directoryRole"
        roles = await self._get(tenant, f"{path}?$select=roleTemplateId&$top=999")
        held = {role.get("roleTemplateId") for role in (roles or {"value": []})["value"]}
        return Role.ADMIN if held & self._admin_roles else Role.MEMBER

    async def _get(self, tenant: str, path: str) -> Mapping[str, Any] | None:
        """A document of Graph; None when there is no such person. Raises _NotAnswered."""
        tokens = self._tokens_of(tenant)
        try:
            token = await tokens.token(self._scope)
        except Exception:
            raise _NotAnswered from None
        answered = await exchange(
            self._session,
            self._purpose,
            "GET",
            f"https://{min(self._purpose.hosts)}{path}",
            headers={"Authorization": f"Bearer {token}"},
            seconds=FETCH_SECONDS,
            max_bytes=MAX_ANSWER_BYTES,
        )
        if answered.status == 404:
            return None
        if answered.status == 401:
            tokens.forget(self._scope)
        if answered.status != 200:
            raise _NotAnswered
        document = json.loads(answered.body)
        if not isinstance(document, dict):
            raise _NotAnswered
        return document
