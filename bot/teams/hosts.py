"""Where a request of ours may go: the hosts of each purpose, over TLS, and nowhere else."""

import ipaddress
import re
from dataclasses import dataclass

from yarl import URL

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


class HostNotAllowed(Exception):
    """The address is not one of its purpose's; nothing was sent."""


@dataclass(frozen=True)
class Purpose:
    """One kind of outgoing request."""

    name: str
    hosts: frozenset[str]
    """Exact host names, lower case."""

    def allows(self, address: str) -> bool:
        """Whether the address is https, without credentials, on the default port of an allowed host."""
        url = _parsed(address)
        return (
            url is not None
            and url.scheme == "https"
            and url.port == 443
            and not url.user
            and not url.password
            and self.has_host((url.raw_host or "").lower())
        )

    def has_host(self, host: str) -> bool:
        """Whether a host name in lower case is one of its own."""
        return host in self.hosts

    def require(self, address: str) -> str:
        """The address itself. Raises HostNotAllowed."""
        if not self.allows(address):
            raise HostNotAllowed(self.name)
        return address


@dataclass(frozen=True)
class HostsOfDomain(Purpose):
    """Every host directly below one domain: each organisation has a SharePoint of its own name."""

    name: str
    hosts: frozenset[str] = frozenset()
    domain: str = ""
    """Such as sharepoint.com."""

    def has_host(self, host: str) -> bool:
        """Whether it is one name below the domain."""
        label, dot, rest = host.partition(".")
        return bool(dot) and rest == self.domain and _LABEL.fullmatch(label) is not None


@dataclass(frozen=True)
class Loopback(Purpose):
    """Local mode: anything on this machine's own loopback, plain http too."""

    name: str = "loopback"
    hosts: frozenset[str] = frozenset()

    def allows(self, address: str) -> bool:
        """Whether the address is on loopback."""
        url = _parsed(address)
        return url is not None and url.scheme in ("http", "https") and is_loopback(url.raw_host or "")


LOOPBACK = Loopback()


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's loopback; no name is looked up."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _parsed(address: str) -> URL | None:
    if any(character in address for character in "\\\t\r\n ") or not address.isascii():
        return None
    try:
        return URL(address)
    except ValueError:
        return None
