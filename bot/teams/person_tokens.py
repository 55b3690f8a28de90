"""The token that Teams gets for the person at single sign-on: who they are and which roles they hold, signed.

For tenants that do not grant the bot the permissions to ask the directory. The app registration must add the
optional claims `acct` and `wids` to its access tokens; without them nobody is an admin by a token.
Claims from Microsoft's "Access token claims reference", read in November 2026.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.question import Role
from bot.teams.refused import Refused
from bot.teams.tokens import Keys, check_times, key_id_of, verified

MEMBER_ACCOUNT = 0
"""`acct` of someone who belongs to the tenant; 1 is a guest."""


@dataclass(frozen=True)
class Proven:
    """What a token proves of a person, and until when, in epoch seconds."""

    role: Role
    until: float


@dataclass(frozen=True)
class PersonTokens:
    """Checks what one cloud's identity service signs for people of one tenant."""

    keys: Keys
    issuer: str
    tenant: str
    audiences: frozenset[str]
    """Our app's id and the id URI under which it is exposed."""
    admin_roles: frozenset[str]
    clock: Callable[[], datetime]

    async def check(self, user: str, token: str) -> Proven:
        """The role of the person of that object id. Raises Refused with 401 and what is wrong."""
        key = await self._key(key_id_of(token))
        claims = verified(token, key)
        self._check_whose(claims, user)
        check_times(claims, self.clock())
        return Proven(self._role(claims), float(claims["exp"]))

    async def _key(self, key_id: str) -> Any:
        key = await self.keys.get(key_id)
        if key is None:
            raise Refused(401, "token_key")
        return key

    def _check_whose(self, claims: Mapping[str, Any], user: str) -> None:
        audience = claims["aud"]
        if not isinstance(audience, str) or audience not in self.audiences:
            raise Refused(401, "token_audience")
        if claims["iss"] != self.issuer:
            raise Refused(401, "token_issuer")
        if claims.get("tid") != self.tenant:
            raise Refused(401, "token_tenant")
        if not user or claims.get("oid") != user:
            raise Refused(401, "token_person")
        if claims.get("idtyp", "user") != "user":
            raise Refused(401, "token_of_an_app")

    def _role(self, claims: Mapping[str, Any]) -> Role:
        held, account = claims.get("wids"), claims.get("acct")
        if isinstance(account, bool) or account not in (MEMBER_ACCOUNT, str(MEMBER_ACCOUNT)):
            return Role.GUEST if account in (1, "1") else Role.UNKNOWN
        if not isinstance(held, list):
            return Role.UNKNOWN
        return Role.ADMIN if self.admin_roles & set(map(str, held)) else Role.MEMBER
