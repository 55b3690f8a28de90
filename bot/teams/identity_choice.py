"""Which way of proving itself the settings choose for the app."""

from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

import aiohttp
from yarl import URL

from bot.settings import AppType, Settings, SettingsError
from bot.teams.clouds import Cloud
from bot.teams.credentials import Identity
from bot.teams.hosts import is_loopback
from bot.teams.identities import (
    Certificate,
    ClientCredentials,
    MachineEndpoint,
    ManagedIdentity,
    Secret,
    certificate_from,
)


def identity_of(
    settings: Settings,
    session: aiohttp.ClientSession,
    cloud: Cloud,
    tenant: str,
    clock: Callable[[], datetime],
) -> Identity:
    """A managed identity, else a certificate, else a secret. Raises SettingsError when there is none."""
    if settings.app_type is AppType.USER_ASSIGNED_MSI:
        return _managed(settings, session, clock)
    proves: Secret | Certificate
    if settings.app_certificate:
        proves = _certificate(settings.app_certificate, clock)
    elif settings.app_password:
        proves = Secret(settings.app_password)
    else:
        raise SettingsError("MicrosoftAppPassword or MicrosoftAppCertificate must be set")
    return ClientCredentials(session, cloud, tenant, settings.app_id, proves)


def _certificate(file: Path, clock: Callable[[], datetime]) -> Certificate:
    try:
        return certificate_from(file.read_bytes(), clock)
    except OSError as error:
        raise SettingsError(f"MicrosoftAppCertificate: cannot read {file}: {error.strerror}") from None
    except (ValueError, TypeError):
        raise SettingsError(
            f"MicrosoftAppCertificate: {file} must be a PEM file with an RSA private key and its certificate"
        ) from None


def _managed(
    settings: Settings, session: aiohttp.ClientSession, clock: Callable[[], datetime]
) -> ManagedIdentity:
    if not settings.identity_endpoint:
        return ManagedIdentity(session, settings.app_id, clock)
    endpoint = MachineEndpoint(address=settings.identity_endpoint)
    if not is_beside_us(endpoint.address):
        raise SettingsError("IDENTITY_ENDPOINT must be an address of this very machine")
    return ManagedIdentity(session, settings.app_id, clock, endpoint, settings.identity_header)


def is_beside_us(address: str) -> bool:
    """Whether an http address stays on this machine: loopback or a link-local address."""
    url = URL(address)
    host = url.raw_host or ""
    return url.scheme == "http" and (is_loopback(host) or _is_link_local(host))


def _is_link_local(host: str) -> bool:
    try:
        return ip_address(host).is_link_local
    except ValueError:
        return False
