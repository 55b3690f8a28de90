"""Our own tokens: fetched once for all, ahead of time, and never for a scope that is not ours."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bot.metrics import Metrics
from bot.settings import Settings, SettingsError
from bot.teams.clouds import PUBLIC
from bot.teams.credentials import Credentials, Identity, NoToken
from bot.teams.identities import ClientCredentials, MachineEndpoint, ManagedIdentity, Secret
from bot.teams.identity_choice import identity_of, is_beside_us
from tests.fakes.activities import TENANT
from tests.fakes.clock import FakeClock
from tests.fakes.connector import Posted, fake_connector
from tests.fakes.identity import FakeIdentity
from tests.fakes.internet import internet
from tests.fakes.openid import APP_ID, key_pair

Choose = Callable[[aiohttp.ClientSession], Identity]


@dataclass
class Holding:
    """Credentials, the service behind them and the clock."""

    credentials: Credentials
    service: FakeIdentity
    clock: FakeClock

    async def token(self) -> str:
        return await self.credentials.token(PUBLIC.scope)


@asynccontextmanager
async def holding(folder: Path, choose: Choose | None = None) -> AsyncIterator[Holding]:
    service, clock = FakeIdentity(), FakeClock()
    async with (
        internet(folder, {"login.microsoftonline.com": service.handle}) as net,
        net.session() as session,
    ):
        proves = choose(session) if choose else with_secret(session)
        yield Holding(Credentials(proves, frozenset({PUBLIC.scope}), clock, Metrics()), service, clock)


def with_secret(session: aiohttp.ClientSession) -> Identity:
    return ClientCredentials(session, PUBLIC, TENANT, APP_ID, Secret("the secret"))


async def test_a_token_is_fetched_once_and_shared(tmp_path: Path) -> None:
    async with holding(tmp_path) as own:
        assert set(await asyncio.gather(*(own.token() for _ in range(50)))) == {"own-token-1"}
    (asked,) = own.service.asked
    assert asked == {
        "path": f"/{TENANT}/oauth2/v2.0/token",
        "grant_type": "client_credentials",
        "client_id": APP_ID,
        "client_secret": "the secret",
        "scope": PUBLIC.scope,
    }


async def test_a_scope_that_is_not_ours_is_never_asked_for(tmp_path: Path) -> None:
    async with holding(tmp_path) as own:
        with pytest.raises(NoToken):
            await own.credentials.token("https://attacker.example/.default")
    assert own.service.asked == []


async def test_a_token_is_replaced_five_minutes_early_without_a_wait(tmp_path: Path) -> None:
    async with holding(tmp_path) as own:
        await own.token()
        await own.clock.advance(3599 - 300)
        own.service.mood = "hang"
        assert await own.token() == "own-token-1"
        assert await own.token() == "own-token-1"
        assert len(own.service.asked) <= 2


async def test_the_background_keeps_a_token_at_hand(tmp_path: Path) -> None:
    async with holding(tmp_path) as own:
        keeping = asyncio.create_task(own.credentials.keep_fresh())
        assert await own.token() == "own-token-1"
        keeping.cancel()
    assert len(own.service.asked) == 1


@pytest.mark.parametrize("mood", ["error", "garbage"])
async def test_without_an_identity_service_there_is_no_token_until_it_is_back(
    tmp_path: Path, mood: str
) -> None:
    async with holding(tmp_path) as own:
        own.service.mood = mood
        with pytest.raises(NoToken):
            await own.token()
        own.service.mood = "ok"
        assert await own.token() == "own-token-2"


async def test_a_token_that_was_not_accepted_is_fetched_anew(tmp_path: Path) -> None:
    async with holding(tmp_path) as own:
        await own.token()
        own.credentials.forget(PUBLIC.scope)
        assert await own.token() == "own-token-2"


def certificate_file(folder: Path) -> Path:
    key, now = key_pair("certificate"), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bot")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = folder / "bot.pem"
    file.write_bytes(private + builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    return file


def settings(**changes: object) -> Settings:
    return Settings(_env_file=None, **{"app_id": APP_ID, **changes})  # type: ignore[call-arg, arg-type]


async def test_a_certificate_proves_itself_by_a_signed_statement(tmp_path: Path) -> None:
    chosen = settings(app_certificate=certificate_file(tmp_path), app_password="unused")

    def choose(session: aiohttp.ClientSession) -> Identity:
        return identity_of(chosen, session, PUBLIC, TENANT, lambda: datetime.now(UTC))

    async with holding(tmp_path, choose) as own:
        await own.token()
    (asked,) = own.service.asked
    address = f"https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token"
    public = key_pair("certificate").public_key()
    claims = jwt.decode(asked["client_assertion"], public, algorithms=["PS256"], audience=address)
    assert (claims["iss"], claims["sub"]) == (APP_ID, APP_ID)
    assert "client_secret" not in asked


@pytest.mark.parametrize("content", [b"", b"no PEM", None])
def test_a_file_that_is_no_certificate_stops_the_start(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "bot.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match="MicrosoftAppCertificate"):
        identity_of(settings(app_certificate=file), None, PUBLIC, TENANT, lambda: datetime.now(UTC))  # type: ignore[arg-type]


def test_an_app_that_cannot_prove_itself_stops_the_start() -> None:
    with pytest.raises(SettingsError, match="MicrosoftAppPassword"):
        identity_of(settings(), None, PUBLIC, TENANT, lambda: datetime.now(UTC))  # type: ignore[arg-type]


async def test_a_managed_identity_asks_the_machine_beside_it() -> None:
    async with fake_connector() as machine, aiohttp.ClientSession() as session:

        async def issue(_posted: Posted) -> aiohttp.web.Response:
            return aiohttp.web.json_response({"access_token": "own-token-0", "expires_on": "4102444800"})

        machine.answer = issue
        endpoint = MachineEndpoint(address=machine.url)
        now = datetime(2026, 7, 15, tzinfo=UTC)
        identity = ManagedIdentity(session, APP_ID, lambda: now, endpoint, "header")
        issued = await identity.fetch(PUBLIC.scope)
    assert issued.token == "own-token-0"
    assert issued.lasts_seconds == 4102444800 - now.timestamp()
    assert machine.posted[0].headers["X-IDENTITY-HEADER"] == "header"


@pytest.mark.parametrize(
    ("address", "beside"),
    [
        ("http://127.0.0.1:41741/msi/token", True),
        ("http://localhost:42356/msi/token", True),
        ("http://169.254.129.2:8081/msi/token", True),
        ("http://attacker.example:80/msi/token", False),
        ("http://169.254.1.1.attacker.example:80/", False),
        ("https://127.0.0.1:1/", False),
    ],
)
def test_the_machine_s_endpoint_is_on_the_machine(address: str, beside: bool) -> None:
    assert is_beside_us(address) is beside
