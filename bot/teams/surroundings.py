"""What stands around the server: credentials and checks of production, or the open door of local mode."""

import asyncio
import shutil
from argparse import Namespace
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import aiohttp

from bot.access import read_admins
from bot.commands.options import now
from bot.composition import Services
from bot.metrics import Metrics
from bot.question import Question
from bot.reply import Reply
from bot.settings import Settings
from bot.storage.audit import DatabaseJournal
from bot.storage.memory import DatabaseMemory
from bot.storage.unanswered import DatabaseNotes
from bot.teams import parking, redelivery
from bot.teams.activity_handler import Roles
from bot.teams.clouds import CLOUDS, Cloud
from bot.teams.connector import NoTokens
from bot.teams.credentials import Credentials
from bot.teams.feedback import StoredFeedback
from bot.teams.gate import LocalGate, TokenGate
from bot.teams.graph_roles import ADMIN_ROLES, GraphRoles
from bot.teams.hosts import LOOPBACK
from bot.teams.identity_choice import identity_of
from bot.teams.outgoing import open_session
from bot.teams.person_tokens import PersonTokens
from bot.teams.problem import Problems
from bot.teams.roles import EveryoneIsAdmin, ListedAdmins
from bot.teams.server import Outside
from bot.teams.sign_in import SignIn
from bot.teams.signing_keys import SigningKeys
from bot.teams.throttle import SystemClock
from bot.teams.tokens import ChannelTokens
from bot.turn import Bot

Session = Callable[[], aiohttp.ClientSession]
Ready = Callable[[], Awaitable[str | None]]
DATABASE_ANSWERS_SECONDS = 2
LEAST_FREE_BYTES = 16 * 1024**2
"""Below this the next report that is imported may not find room."""


class Prepared:
    """The bot, with the demo organisation made anew when its day has passed."""

    def __init__(self, bot: Bot, services: Services) -> None:
        self._bot = bot
        self._services = services
        self._prepared_on: dict[str, date] = {}

    async def reply(self, question: Question) -> Reply:
        """The bot's reply, on the organisation as it is that day."""
        today = question.now.date()
        if self._prepared_on.get(question.tenant) != today:
            await self._services.prepare(question.tenant, today)
            self._prepared_on[question.tenant] = today
        return await self._bot.reply(question)


@dataclass(frozen=True)
class Surroundings:
    """What both ways of running share."""

    services: Services
    metrics: Metrics
    session: aiohttp.ClientSession
    clock: Callable[[], datetime]

    def local(self, tenant: str) -> Outside:
        """Local mode: no credentials, loopback only, one tenant."""
        admins = read_admins(self.services.settings.admins)
        roles: Roles = EveryoneIsAdmin() if admins is None else ListedAdmins(admins)
        return Outside(
            gate=LocalGate(tenant),
            connector=LOOPBACK,
            tokens=NoTokens(),
            scope="",
            roles=roles,
            is_throttled=False,
            files=LOOPBACK,
            takes_direct_files=True,
            ready=database_ready(self.services),
            **self._shared(remembers_welcomes=False),
        )

    def production(self, cloud: Cloud, keys: SigningKeys, credentials: Credentials) -> Outside:
        """Teams itself."""
        settings = self.services.settings
        tokens = ChannelTokens(keys, cloud.issuer, settings.app_id, _this_moment)
        return Outside(
            gate=TokenGate(
                tokens, settings.enrolled_tenants(), cloud.connector, settings.admitted_channels()
            ),
            connector=cloud.connector,
            tokens=credentials,
            scope=cloud.scope,
            roles=self._roles(cloud),
            is_throttled=True,
            files=cloud.files,
            ready=_all_ready(database_ready(self.services), keys),
            **self._shared(remembers_welcomes=True),
        )

    def _shared(self, remembers_welcomes: bool) -> dict[str, object]:
        database = self.services.database
        bot = Bot(self.services, DatabaseMemory(database), DatabaseJournal(database), DatabaseNotes(database))
        return {
            "session": self.session,
            "answering": Prepared(bot, self.services),
            "first_time": redelivery.InDatabase(database, remembers_welcomes),
            "parking": parking.InDatabase(database, self.clock),
            "feedback": StoredFeedback(database, self.metrics),
            "problems": Problems(self.services.renderer, self.services.reader.language_of),
            "clock": self.clock,
        }

    def _roles(self, cloud: Cloud) -> Roles:
        admins = read_admins(self.services.settings.admins)
        if admins is not None:
            return ListedAdmins(admins)
        directories: dict[str, Credentials] = {}

        def tokens_of(tenant: str) -> Credentials:
            if tenant not in directories:
                directories[tenant] = self.credentials(cloud, frozenset({cloud.graph_scope}), tenant)
            return directories[tenant]

        admin_roles = self.services.settings.listed_admin_roles() or frozenset(ADMIN_ROLES)
        directory = GraphRoles(
            self.session, cloud.graph, tokens_of, cloud.graph_scope, admin_roles, SystemClock()
        )
        resource = self.services.settings.sso_resource
        return self._with_sign_in(cloud, directory, admin_roles, resource) if resource else directory

    def _with_sign_in(
        self, cloud: Cloud, directory: Roles, admin_roles: frozenset[str], resource: str
    ) -> SignIn:
        """What the directory does not say, people's own tokens may."""
        checks: dict[str, PersonTokens] = {}

        def tokens_of(tenant: str) -> PersonTokens:
            if tenant not in checks:
                issuer = f"{cloud.login}/{tenant}/v2.0"
                metadata = f"{issuer}/.well-known/openid-configuration"
                keys = SigningKeys(self.session, metadata, cloud.sign_in, SystemClock(), self.metrics)
                audiences = frozenset({self.services.settings.app_id, resource})
                checks[tenant] = PersonTokens(keys, issuer, tenant, audiences, admin_roles, _this_moment)
            return checks[tenant]

        return SignIn(directory, tokens_of, resource, SystemClock())

    def credentials(self, cloud: Cloud, scopes: frozenset[str], tenant: str) -> Credentials:
        """Our tokens for these scopes, from one tenant of the identity service."""
        identity = identity_of(self.services.settings, self.session, cloud, tenant, _this_moment)
        return Credentials(identity, scopes, SystemClock(), self.metrics)


@asynccontextmanager
async def opened(
    services: Services,
    arguments: Namespace,
    metrics: Metrics,
    open_session: Session = open_session,
) -> AsyncIterator[Outside]:
    """Everything the server stands on, closed again at the end. Raises SettingsError."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(open_session())
        around = Surroundings(services, metrics, session, clock(arguments))
        if arguments.local:
            # Making the demo organisation takes longer than anyone should wait for a first answer.
            await services.prepare(arguments.tenant, around.clock().date())
            yield around.local(arguments.tenant)
            return
        settings = services.settings
        cloud = CLOUDS[settings.cloud]
        keys = SigningKeys(session, cloud.openid_metadata, cloud.keys, SystemClock(), metrics)
        credentials = around.credentials(cloud, frozenset({cloud.scope}), channel_tenant(settings, cloud))
        outside = around.production(cloud, keys, credentials)
        for endless in (keys.keep_fresh(), credentials.keep_fresh()):
            stack.push_async_callback(_ended, asyncio.create_task(endless))
        yield outside


def channel_tenant(settings: Settings, cloud: Cloud) -> str:
    """The tenant in which the bot gets its token for the connector."""
    return cloud.channel_tenant if settings.app_type == "MultiTenant" else settings.app_tenant_id


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _this_moment() -> datetime:
    """What tokens are held against, whatever day `--today` plays."""
    return datetime.now(UTC)


def clock(arguments: Namespace) -> Callable[[], datetime]:
    """The instant of asking: now, or noon of `--today`."""
    return (lambda: now(arguments)) if arguments.today else _this_moment


def database_ready(services: Services) -> Ready:
    """Asks the database for one row, and a SQLite file's disk for room to write."""

    async def ready() -> str | None:
        try:
            async with asyncio.timeout(DATABASE_ANSWERS_SECONDS):
                await services.organisation("")
        except Exception:
            return "the database cannot be reached"
        return "the disk is full" if _is_full(services.database.file) else None

    return ready


def _is_full(file: Path | None) -> bool:
    return file is not None and shutil.disk_usage(file.parent).free < LEAST_FREE_BYTES


def _all_ready(database: Ready, keys: SigningKeys) -> Ready:
    async def ready() -> str | None:
        return await database() or (None if keys.are_known else "no signing keys are known")

    return ready
