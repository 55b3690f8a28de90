"""An internet of the tests' own: real host names over real TLS, all of them ending on loopback."""

import datetime
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.abc import AbstractResolver
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bot.teams.outgoing import open_session

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Internet:
    """Hosts by name; what goes to any other name is kept in `strays`."""

    hosts: dict[str, Handler] = field(default_factory=dict)
    strays: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    port: int = 0
    trusted: Path = Path()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Any request, by the name that it was sent to."""
        name = request.host.partition(":")[0].lower()
        if name in self.hosts:
            return await self.hosts[name](request)
        self.strays.append((name, dict(request.headers)))
        return web.json_response({"id": "stray"})

    def session(self) -> aiohttp.ClientSession:
        """A session of the product's own kind, for which this is all the internet there is."""
        return open_session(Everywhere(self), ssl.create_default_context(cafile=str(self.trusted)))


class Everywhere(AbstractResolver):
    """Every name leads to the test's one server."""

    def __init__(self, internet: Internet) -> None:
        self._internet = internet

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[Any]:
        """The server's address."""
        self._internet.looked_up.append(host)
        return [
            {
                "hostname": host,
                "host": "127.0.0.1",
                "port": self._internet.port,
                "family": socket.AF_INET,
                "proto": 0,
                "flags": 0,
            }
        ]

    async def close(self) -> None:
        """Nothing to close."""


@asynccontextmanager
async def internet(
    folder: Path, hosts: dict[str, Handler], others: Iterable[str] = ()
) -> AsyncIterator[Internet]:
    """Running; `others` are names that answer too, but whose requests are strays."""
    net = Internet(hosts)
    net.trusted, served = _certificates(folder, {*hosts, *others})
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(served)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", net.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
        net.port = runner.addresses[0][1]
        yield net
    finally:
        await runner.cleanup()


def _certificates(folder: Path, names: set[str]) -> tuple[Path, Path]:
    """An authority for this test, and a certificate of it for all these names with its key."""
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _certificate("test authority", authority_key, "test authority", authority_key, None)
    served = _certificate("test hosts", key, "test authority", authority_key, sorted(names))
    trusted, chain = folder / "authority.pem", folder / "hosts.pem"
    trusted.write_bytes(authority.public_bytes(Encoding.PEM))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    chain.write_bytes(private + served.public_bytes(Encoding.PEM))
    return trusted, chain


def _certificate(
    name: str, key: Any, issuer: str, issuer_key: Any, hosts: list[str] | None
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=hosts is None, path_length=None), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_usage(signs_certificates=hosts is None), critical=True)
    )
    if hosts:
        builder = builder.add_extension(x509.SubjectAlternativeName(list(map(_host, hosts))), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _usage(signs_certificates: bool) -> x509.KeyUsage:
    """From Python 3.13 on an authority that does not say that it may be one is not trusted."""
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _host(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
