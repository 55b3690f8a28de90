"""S1: a forged, expired or foreign token gets 401 or 403: no turn, no 5xx."""

import base64
import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import jwt

from tests.bot.teams.production import production
from tests.fakes.activities import TENANT
from tests.fakes.openid import APP_ID, claims, jwk, key_pair, token
from tests.sizes import size

MATRIX = """
what arrives                                   | answer | counted as
-----------------------------------------------|--------|------------------------
a good token                                   | 200    |
no header                                      | 401    | token_missing
another scheme                                 | 401    | token_garbage
the scheme alone                               | 401    | token_garbage
garbage                                        | 401    | token_garbage
a token of 17 KiB                              | 401    | token_size
algorithm none                                 | 401    | token_algorithm
HS256 under our public key                     | 401    | token_algorithm
RS512                                          | 401    | token_algorithm
no key id                                      | 401    | token_without_kid
an unknown key id                              | 401    | token_key
a known key id, signed by another key          | 401    | token_signature
a key that is not endorsed for this channel    | 401    | token_endorsement
a key without any endorsement                  | 401    | token_endorsement
no audience                                    | 401    | token_without_aud
another audience                               | 401    | token_audience
ours among several audiences                   | 401    | token_audience
no issuer                                      | 401    | token_without_iss
another issuer                                 | 401    | token_issuer
the issuer with a slash more                   | 401    | token_issuer
no expiry                                      | 401    | token_without_exp
an expiry in words                             | 401    | token_garbage
expired six minutes ago                        | 401    | token_expired
expired four minutes ago                       | 200    |
valid in six minutes                           | 401    | token_not_yet
no service URL                                 | 401    | token_service_url
another service URL                            | 401    | token_service_url
our own outbound token                         | 401    | token_key
an Emulator token                              | 401    | token_issuer
another channel                                | 401    | token_endorsement
another channel, endorsed                      | 403    | channel
a service URL that is not Teams'               | 403    | service_url
no tenant                                      | 403    | tenant_missing
a tenant that is not enrolled                  | 403    | tenant
"""
"""Every row is one request to the running server; the first shows why the others fail."""

ROWS = [[cell.strip() for cell in line.split("|")] for line in MATRIX.strip().splitlines()[2:]]
ELSEWHERE = "https://attacker.trafficmanager.net/emea/"
EMULATOR_ISSUER = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"


def expiring(minutes: int) -> str:
    return token(exp=int(time.time()) + 60 * minutes)


def unsigned() -> str:
    return jwt.encode(claims(), None, algorithm="none", headers={"kid": "key-1"})


def hmac_under_the_public_key() -> str:
    parts = [{"alg": "HS256", "typ": "JWT", "kid": "key-1"}, claims()]
    head = ".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts
    )
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(
        head.encode(), jwk("key-1")["n"].encode()
    )
    return f"{head}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def rs512() -> str:
    return jwt.encode(claims(), key_pair("key-1"), algorithm="RS512", headers={"kid": "key-1"})


REQUESTS: dict[str, Callable[[], dict[str, object]]] = {
    "a good token": lambda: {},
    "no header": lambda: {"header": ""},
    "another scheme": lambda: {"header": f"Basic {token()}"},
    "the scheme alone": lambda: {"header": "Bearer"},
    "garbage": lambda: {"bearer": "abc"},
    "a token of 17 KiB": lambda: {"header": "Bearer " + "a" * 17 * 1024},
    "algorithm none": lambda: {"bearer": unsigned()},
    "HS256 under our public key": lambda: {"bearer": hmac_under_the_public_key()},
    "RS512": lambda: {"bearer": rs512()},
    "no key id": lambda: {"bearer": token(header={"kid": None})},
    "an unknown key id": lambda: {"bearer": token("key-unknown")},
    "a known key id, signed by another key": lambda: {"bearer": token("key-2", header={"kid": "key-1"})},
    "a key that is not endorsed for this channel": lambda: {"bearer": token("key-webchat")},
    "a key without any endorsement": lambda: {"bearer": token("key-bare")},
    "no audience": lambda: {"bearer": token(aud=None)},
    "another audience": lambda: {"bearer": token(aud="00000000-0000-4000-8000-00000000000f")},
    "ours among several audiences": lambda: {"bearer": token(aud=[APP_ID, "x"])},
    "no issuer": lambda: {"bearer": token(iss=None)},
    "another issuer": lambda: {"bearer": token(iss="https://api.botframework.example")},
    "the issuer with a slash more": lambda: {"bearer": token(iss="https://api.botframework.com/")},
    "no expiry": lambda: {"bearer": token(exp=None)},
    "an expiry in words": lambda: {"bearer": token(exp="never")},
    "expired six minutes ago": lambda: {"bearer": expiring(-6)},
    "expired four minutes ago": lambda: {"bearer": expiring(-4)},
    "valid in six minutes": lambda: {"bearer": token(nbf=int(time.time()) + 360)},
    "no service URL": lambda: {"bearer": token(serviceurl=None)},
    "another service URL": lambda: {"bearer": token(serviceurl="https://smba.trafficmanager.net/amer/")},
    "our own outbound token": lambda: {
        "bearer": token(
            "key-sts", iss=f"https://sts.windows.net/{TENANT}/", aud="https://api.botframework.com"
        )
    },
    "an Emulator token": lambda: {"bearer": token(iss=EMULATOR_ISSUER, appid=APP_ID, ver="1.0")},
    "another channel": lambda: {"channelId": "emulator"},
    "another channel, endorsed": lambda: {"bearer": token("key-all"), "channelId": "webchat"},
    "a service URL that is not Teams'": lambda: {
        "bearer": token(serviceurl=ELSEWHERE),
        "serviceUrl": ELSEWHERE,
    },
    "no tenant": lambda: {"channelData": None},
    "a tenant that is not enrolled": lambda: {"channelData": {"tenant": {"id": "another"}}},
}


def published() -> list[dict[str, object]]:
    return [
        jwk("key-1"),
        jwk("key-webchat", endorsements=["webchat"]),
        jwk("key-bare", endorsements=[]),
        jwk("key-all", endorsements=["msteams", "webchat"]),
    ]


def test_the_matrix_and_its_requests_name_the_same_cases() -> None:
    assert [row[0] for row in ROWS] == list(REQUESTS)


async def test_only_a_good_token_is_let_in(tmp_path: Path) -> None:
    seen = []
    async with production(tmp_path) as teams:
        teams.openid.keys = published()
        for case, _, _ in ROWS:
            before = teams.refusals()
            status = await teams.say(**REQUESTS[case]())
            counted = [reason for reason, count in teams.refusals().items() if count > before.get(reason, 0)]
            seen.append([case, str(status), "".join(counted)])
        turns = len(teams.bot.echo.questions)
    assert seen == ROWS
    assert turns == [row[1] for row in ROWS].count("200")


async def test_no_mutation_of_a_good_token_is_let_in(tmp_path: Path) -> None:
    dice, good = random.Random("S1"), token()
    async with production(tmp_path) as teams:
        assert await teams.say() == 200
        statuses = {await teams.say(bearer=mutated(good, dice)) for _ in range(size("S1 mutations"))}
        turns = len(teams.bot.echo.questions)
    assert statuses == {401}
    assert turns == 1


def mutated(good: str, dice: random.Random) -> str:
    """The token with one character of its signed part or of its signature's body changed, cut or doubled."""
    # The last characters of a base64 group may hold unused bits: changing these changes nothing.
    at = dice.choice([at for at in range(len(good) - 4) if good[at] != "."])
    kind = dice.randrange(3)
    if kind == 0:
        return good[:at] + good[at + 1 :]
    if kind == 1:
        return good[:at] + good[at] + good[at:]
    return good[:at] + dice.choice([one for one in "ABCDxyz-_!" if one != good[at]]) + good[at + 1 :]
