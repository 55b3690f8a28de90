"""The token check to the second and to the character, on a clock that stands still."""

from datetime import UTC, datetime

import jwt
import pytest

from bot.teams.refused import Refused
from bot.teams.signing_keys import NoKeys, SigningKey
from bot.teams.tokens import ChannelTokens
from tests.fakes.openid import APP_ID, ISSUER, key_pair, token

NOW = 1_784_000_000


class OneKey:
    """The same key under every id."""

    async def get(self, key_id: str) -> SigningKey:
        return SigningKey(key_pair("key-1").public_key(), frozenset({"msteams"}))


class NoKey:
    """An outage from the start."""

    async def get(self, key_id: str) -> None:
        raise NoKeys


async def reason(header: str | None, keys: OneKey | NoKey | None = None) -> str | None:
    """Why a header is refused; None when it is not."""
    check = ChannelTokens(keys or OneKey(), ISSUER, APP_ID, lambda: datetime.fromtimestamp(NOW, UTC))
    try:
        await check.check(header, "msteams")
    except Refused as refused:
        assert refused.status == 401
        return refused.reason
    return None


def bearer(header: dict[str, object] | None = None, **changes: object) -> str:
    return "Bearer " + token(header=header, **{"nbf": NOW, "exp": NOW, **changes})


@pytest.mark.parametrize(("exp", "expected"), [(-300, "token_expired"), (-299, None), (-299.5, None)])
async def test_an_expiry_counts_five_minutes_longer(exp: float, expected: str | None) -> None:
    assert await reason(bearer(exp=NOW + exp)) == expected


@pytest.mark.parametrize(("nbf", "expected"), [(300, None), (301, "token_not_yet"), (None, None)])
async def test_a_beginning_counts_five_minutes_earlier(nbf: int | None, expected: str | None) -> None:
    assert await reason(bearer(nbf=None if nbf is None else NOW + nbf)) == expected


async def test_when_it_was_issued_does_not_matter() -> None:
    assert await reason(bearer(iat=NOW + 10**9)) is None


@pytest.mark.parametrize("when", [True, "1784000000", [], {}])
async def test_a_time_is_a_number(when: object) -> None:
    assert await reason(bearer(exp=when)) == "token_garbage"
    assert await reason(bearer(nbf=when)) == "token_garbage"


@pytest.mark.parametrize(("length", "expected"), [(1, None), (256, None), (257, "token_without_kid")])
async def test_a_key_id_has_a_length(length: int, expected: str | None) -> None:
    assert await reason(bearer({"kid": "k" * length})) == expected


@pytest.mark.parametrize("key_id", ["", 5, [], None])
async def test_a_key_id_is_a_text(key_id: object) -> None:
    head = jwt.utils.base64url_encode(
        f'{{"alg": "RS256", "kid": {key_id!r}}}'.replace("'", '"').encode()
    ).decode()
    assert await reason(f"Bearer {head}.e30.x") in ("token_without_kid", "token_garbage")


@pytest.mark.parametrize(
    ("length", "expected"), [(16 * 1024, "token_garbage"), (16 * 1024 + 1, "token_size")]
)
async def test_a_token_has_a_length(length: int, expected: str) -> None:
    assert await reason("Bearer " + "a" * length) == expected


@pytest.mark.parametrize("payload", [b"[]", b"5", b"no JSON", b"\xff"])
async def test_a_good_signature_under_no_claims_is_garbage(payload: bytes) -> None:
    signed = jwt.PyJWS().encode(payload, key_pair("key-1"), "RS256", {"kid": "key-1"})
    assert await reason(f"Bearer {signed}") == "token_garbage"


async def test_a_header_that_must_be_understood_is_not() -> None:
    assert await reason(bearer({"crit": ["exp"]})) == "token_garbage"


async def test_without_keys_nobody_is_known() -> None:
    assert await reason(bearer(), NoKey()) == "no_signing_keys"


@pytest.mark.parametrize("header", ["bearer {}", "BEARER {}"])
async def test_the_scheme_s_letters_do_not_matter(header: str) -> None:
    assert await reason(header.format(bearer().split()[1])) is None


@pytest.mark.parametrize("header", ["Bearer  {}", "Bearer {} x", "Bearer {},", "Token {}", "Bearer é{}"])
async def test_a_header_with_more_in_it_is_garbage(header: str) -> None:
    assert await reason(header.format(bearer().split()[1])) == "token_garbage"
