"""S5: a person's sign-in token makes an admin only when all of it is right, and nothing is missing."""

import time
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest

from bot.question import Role
from bot.teams.graph_roles import ADMIN_ROLES
from bot.teams.person_tokens import PersonTokens
from bot.teams.refused import Refused
from bot.teams.signing_keys import SigningKey
from tests.fakes.activities import PERSON, TENANT
from tests.fakes.openid import APP_ID, key_pair

ISSUER = f"https://login.microsoftonline.com/{TENANT}/v2.0"
RESOURCE = f"api://botid-{APP_ID}"
GLOBAL = next(iter(ADMIN_ROLES))
NOT_AN_ADMIN = "b79fbf4d-3ef9-4689-8143-76b194e85509"

MATRIX = """
what the token says                            | then
-----------------------------------------------|------------------
a Global Administrator of the tenant           | admin
for the app's id URI                           | admin
a member with no administrator's role          | member
a member with an empty list of roles           | member
a guest who is Global Administrator            | guest
nothing of membership                          | unknown
nothing of roles                               | unknown
roles that are no list                         | unknown
membership that is a truth value               | unknown
another app as audience                        | token_audience
ours among several audiences                   | token_audience
another tenant's issuer                        | token_issuer
the older issuer                               | token_issuer
another tenant                                 | token_tenant
no tenant                                      | token_tenant
another person                                 | token_person
no person                                      | token_person
an app instead of a person                     | token_of_an_app
expired six minutes ago                        | token_expired
valid in six minutes                           | token_not_yet
no expiry                                      | token_without_exp
an unknown key id                              | token_key
a known key id, signed by another key          | token_signature
algorithm none                                 | token_algorithm
HS256                                          | token_algorithm
garbage                                        | token_garbage
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in MATRIX.strip().splitlines()[2:]]


class Keys:
    """One key."""

    async def get(self, key_id: str) -> SigningKey | None:
        return SigningKey(key_pair("entra").public_key(), frozenset()) if key_id == "entra" else None


def signed(key: str = "entra", kid: str = "entra", **changes: Any) -> str:
    now = int(time.time())
    usual = {
        "iss": ISSUER, "aud": APP_ID, "tid": TENANT, "oid": PERSON, "nbf": now - 60, "exp": now + 3600,
        "wids": [GLOBAL], "acct": 0, "ver": "2.0",
    }  # fmt: skip
    claims = {name: value for name, value in (usual | changes).items() if value is not None}
    return jwt.encode(claims, key_pair(key), algorithm="RS256", headers={"kid": kid})


def minutes(count: int) -> int:
    return int(time.time()) + 60 * count


def tokens() -> dict[str, str]:
    """A token for each row."""
    other = TENANT.replace("1", "9")
    return {
        "a Global Administrator of the tenant": signed(),
        "for the app's id URI": signed(aud=RESOURCE),
        "a member with no administrator's role": signed(wids=[NOT_AN_ADMIN]),
        "a member with an empty list of roles": signed(wids=[]),
        "a guest who is Global Administrator": signed(acct=1),
        "nothing of membership": signed(acct=None),
        "nothing of roles": signed(wids=None),
        "roles that are no list": signed(wids=GLOBAL),
        "membership that is a truth value": signed(acct=False),
        "another app as audience": signed(aud="another"),
        "ours among several audiences": signed(aud=[APP_ID, "x"]),
        "another tenant's issuer": signed(iss=ISSUER.replace(TENANT, other)),
        "the older issuer": signed(iss=f"https://sts.windows.net/{TENANT}/"),
        "another tenant": signed(tid=other),
        "no tenant": signed(tid=None),
        "another person": signed(oid=PERSON.replace("1", "2")),
        "no person": signed(oid=None),
        "an app instead of a person": signed(idtyp="app"),
        "expired six minutes ago": signed(exp=minutes(-6)),
        "valid in six minutes": signed(nbf=minutes(6)),
        "no expiry": signed(exp=None),
        "an unknown key id": signed(kid="unknown"),
        "a known key id, signed by another key": signed("key-2"),
        "algorithm none": jwt.encode({"aud": APP_ID}, None, algorithm="none", headers={"kid": "entra"}),
        "HS256": jwt.encode({"aud": APP_ID}, "x" * 32, algorithm="HS256", headers={"kid": "entra"}),
        "garbage": "abc",
    }


async def outcome(token: str, user: str = PERSON) -> str:
    """The role that a token proves, or why it is refused."""
    audiences = frozenset({APP_ID, RESOURCE})
    check = PersonTokens(Keys(), ISSUER, TENANT, audiences, frozenset(ADMIN_ROLES), lambda: datetime.now(UTC))
    try:
        return (await check.check(user, token)).role
    except Refused as refused:
        assert refused.status == 401
        return refused.reason


async def test_only_a_token_that_is_right_in_all_makes_an_admin() -> None:
    assert [[said, await outcome(token)] for said, token in tokens().items()] == ROWS


@pytest.mark.parametrize("user", ["", "29:someone"])
async def test_a_token_without_its_person_proves_nothing(user: str) -> None:
    assert await outcome(signed(), user) == "token_person"
    assert await outcome(signed(oid=""), user) == "token_person"


def test_the_roles_of_the_matrix_are_those_of_a_question() -> None:
    assert {Role.ADMIN, Role.MEMBER, Role.GUEST, Role.UNKNOWN} <= {row[1] for row in ROWS}
