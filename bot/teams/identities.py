"""The ways in which an app proves who it is: a secret, a certificate, or the machine it runs on."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import aiohttp
import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from jwt.utils import base64url_encode

from bot.teams.clouds import Cloud
from bot.teams.credentials import FETCH_SECONDS, MAX_TOKEN_ANSWER_BYTES, Issued, issued_in
from bot.teams.hosts import Purpose
from bot.teams.outgoing import exchange

ASSERTION_LASTS = timedelta(minutes=10)
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass(frozen=True)
class Secret:
    """A client secret."""

    password: str

    def proof(self, app_id: str, address: str) -> dict[str, str]:
        """The form's fields that prove it."""
        return {"client_secret": self.password}


@dataclass(frozen=True)
class Certificate:
    """A certificate and its private key; the key never leaves this process."""

    key: RSAPrivateKey
    certificate: x509.Certificate
    clock: Callable[[], datetime]

    def proof(self, app_id: str, address: str) -> dict[str, str]:
        """The form's fields that prove it: a signed statement for this address, good for ten minutes."""
        now = self.clock()
        claims = {
            "iss": app_id,
            "sub": app_id,
            "aud": address,
            "jti": secrets.token_hex(16),
            "nbf": now,
            "exp": now + ASSERTION_LASTS,
        }
        print_ = base64url_encode(self.certificate.fingerprint(hashes.SHA256())).decode()
        signed = jwt.encode(claims, self.key, algorithm="PS256", headers={"x5t#S256": print_})
        return {"client_assertion_type": ASSERTION_TYPE, "client_assertion": signed}


def certificate_from(pem: bytes, clock: Callable[[], datetime]) -> Certificate:
    """A PEM file with both the private key and its certificate. Raises ValueError."""
    key = load_pem_private_key(pem, password=None)
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("the private key is no RSA key")
    certificate = x509.load_pem_x509_certificate(pem)
    if certificate.public_key() != key.public_key():
        raise ValueError("the certificate is not that of the private key")
    return Certificate(key, certificate, clock)


@dataclass(frozen=True)
class ClientCredentials:
    """A registered app, proven by a secret or a certificate."""

    session: aiohttp.ClientSession
    cloud: Cloud
    tenant: str
    app_id: str
    proves: Secret | Certificate

    async def fetch(self, scope: str) -> Issued:
        """A new token. Raises NoToken."""
        address = f"{self.cloud.login}/{self.tenant}/oauth2/v2.0/token"
        form = {"grant_type": "client_credentials", "client_id": self.app_id, "scope": scope}
        answered = await exchange(
            self.session,
            self.cloud.sign_in,
            "POST",
            address,
            data=form | self.proves.proof(self.app_id, address),
            seconds=FETCH_SECONDS,
            max_bytes=MAX_TOKEN_ANSWER_BYTES,
        )
        return issued_in(answered.status, answered.body, lambda answer: float(answer["expires_in"]))


@dataclass(frozen=True)
class MachineEndpoint(Purpose):
    """The platform's own token endpoint beside the process; the one address that is not over TLS."""

    name: str = "managed_identity"
    hosts: frozenset[str] = frozenset()
    address: str = "http://169.254.169.254/metadata/identity/oauth2/token"

    def allows(self, address: str) -> bool:
        """Whether it is this very endpoint."""
        return address.partition("?")[0] == self.address


@dataclass(frozen=True)
class ManagedIdentity:
    """An identity that Azure gives to the machine."""

    session: aiohttp.ClientSession
    app_id: str
    clock: Callable[[], datetime]
    endpoint: MachineEndpoint = MachineEndpoint()  # frozen
    header: str | None = None
    """The platform's secret that keeps other processes' requests away; None on a virtual machine."""

    async def fetch(self, scope: str) -> Issued:
        """A new token. Raises NoToken."""
        version = "2018-02-01" if self.header is None else "2019-08-01"
        resource = scope.removesuffix("/.default")
        query = urlencode({"api-version": version, "resource": resource, "client_id": self.app_id})
        headers = {"Metadata": "true"} if self.header is None else {"X-IDENTITY-HEADER": self.header}
        answered = await exchange(
            self.session,
            self.endpoint,
            "GET",
            f"{self.endpoint.address}?{query}",
            headers=headers,
            seconds=FETCH_SECONDS,
            max_bytes=MAX_TOKEN_ANSWER_BYTES,
        )
        return issued_in(answered.status, answered.body, self._lasts)

    def _lasts(self, answer: Mapping[str, Any]) -> float:
        if "expires_in" in answer:
            return float(answer["expires_in"])
        return float(answer["expires_on"]) - self.clock().timestamp()
