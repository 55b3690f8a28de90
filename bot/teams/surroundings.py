"""What stands around the server: credentials and checks of production, or the open door of local mode."""

from argparse import Namespace
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

from bot.access import read_admins
from bot.commands.options import now
from bot.composition import Services
from bot.metrics import Metrics
from bot.question import Question
from bot.reply import Reply
from bot.settings import Settings, SettingsError
from bot.storage.memory import DatabaseMemory
from bot.teams.activity_handler import Roles
from bot.teams.connector import NoTokens
from bot.teams.feedback import StoredFeedback
from bot.teams.gate import LocalGate
from bot.teams.hosts import LOOPBACK, is_loopback
from bot.teams.outgoing import open_session
from bot.teams.problem import Problems
from bot.teams.redelivery import InDatabase
from bot.teams.roles import EveryoneIsAdmin, ListedAdmins
from bot.teams.server import Outside
from bot.turn import Bot


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


def check(settings: Settings, host: str, local: bool) -> None:
    """Refuse what would leave the bot open. Raises SettingsError."""
    if local and not is_loopback(host):
        raise SettingsError(
            f"--local works without credentials, so it listens on loopback only, not on {host}"
        )
    if not local and not settings.app_id:
        raise SettingsError(
            "MicrosoftAppId is not set; without it use --local, which listens on loopback only"
        )


@asynccontextmanager
async def opened(services: Services, arguments: Namespace, metrics: Metrics) -> AsyncIterator[Outside]:
    """Everything the server stands on, closed again at the end."""
    admins = read_admins(services.settings.admins)
    roles: Roles = EveryoneIsAdmin() if admins is None else ListedAdmins(admins)
    async with open_session() as session:
        yield Outside(
            gate=LocalGate(arguments.tenant),
            session=session,
            connector=LOOPBACK,
            tokens=NoTokens(),
            scope="",
            roles=roles,
            answering=Prepared(Bot(services, DatabaseMemory(services.database)), services),
            first_time=InDatabase(services.database),
            feedback=StoredFeedback(services.database, metrics),
            problems=Problems(services.renderer),
            clock=clock(arguments),
            ready=database_ready(services),
        )


def clock(arguments: Namespace) -> Callable[[], datetime]:
    """The instant of asking: now, or noon of `--today`."""
    return (lambda: now(arguments)) if arguments.today else (lambda: datetime.now(UTC))


def database_ready(services: Services) -> Callable[[], Awaitable[str | None]]:
    """Asks the database for one row."""

    async def ready() -> str | None:
        try:
            await services.organisation("")
        except Exception:
            return "the database cannot be reached"
        return None

    return ready
