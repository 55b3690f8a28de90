"""The clouds that Teams lives in: who signs there, where keys and tokens are, which hosts it answers from.

Addresses as in botframework-connector 4.17.1 (authentication_constants.py, government_constants.py).
"""

from dataclasses import dataclass

from bot.teams.hosts import HostsOfDomain, Purpose


@dataclass(frozen=True)
class Cloud:
    """One cloud's addresses."""

    issuer: str
    """`iss` of every token that the channel sends."""
    openid_metadata: str
    """Address of the document that names the signing keys' address."""
    keys: Purpose
    sign_in: Purpose
    connector: Purpose
    graph: Purpose
    files: Purpose
    """Where Teams keeps what is dropped into a chat."""
    login: str
    """Where tokens are fetched, up to the tenant."""
    channel_tenant: str
    """The tenant in which a multi-tenant bot gets its token."""
    scope: str
    """The scope of a token for the connector."""
    graph_scope: str


PUBLIC = Cloud(
    issuer="https://api.botframework.com",
    openid_metadata="https://login.botframework.com/v1/.well-known/openidconfiguration",
    keys=Purpose("keys", frozenset({"login.botframework.com"})),
    sign_in=Purpose("sign_in", frozenset({"login.microsoftonline.com"})),
    connector=Purpose(
        "connector",
        frozenset({"smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"}),
    ),
    graph=Purpose("graph", frozenset({"graph.microsoft.com"})),
    files=HostsOfDomain("files", domain="sharepoint.com"),
    login="https://login.microsoftonline.com",
    channel_tenant="botframework.com",
    scope="https://api.botframework.com/.default",
    graph_scope="https://graph.microsoft.com/.default",
)

US_GOVERNMENT = Cloud(
    issuer="https://api.botframework.us",
    openid_metadata="https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
    keys=Purpose("keys", frozenset({"login.botframework.azure.us"})),
    sign_in=Purpose("sign_in", frozenset({"login.microsoftonline.us"})),
    connector=Purpose("connector", frozenset({"smba.infra.gov.teams.microsoft.us"})),
    graph=Purpose("graph", frozenset({"graph.microsoft.us"})),
    files=HostsOfDomain("files", domain="sharepoint.us"),
    login="https://login.microsoftonline.us",
    channel_tenant="MicrosoftServices.onmicrosoft.us",
    scope="https://api.botframework.us/.default",
    graph_scope="https://graph.microsoft.us/.default",
)

CLOUDS = {"public": PUBLIC, "us-government": US_GOVERNMENT}
"""By the value of the setting CLOUD."""
