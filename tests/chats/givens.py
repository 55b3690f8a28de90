"""The sentences with which a conversation says what is true beforehand."""

import re
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale

from bot.commands.session import RunMemory
from bot.composition import Services, open_services
from bot.question import Role, Scope
from bot.settings import Settings
from bot.storage.audit import DatabaseJournal
from bot.turn import Bot
from pricing.organisation import Organisation
from pricing.storage import organisations
from tests.chats.script import ScriptError, Step
from tests.fixtures import recorded

if TYPE_CHECKING:
    from tests.chats.player import Player

COUNTRIES = {name.casefold(): code for code, name in Locale("en").territories.items() if len(code) == 2}
DEMO_TENANT = "demo"


@dataclass
class Stage:
    """What all conversations of a run share; each has a tenant of its own."""

    services: Services
    bot: Bot
    _numbers: Any = field(default_factory=count)

    def fresh_tenant(self) -> str:
        """A tenant that nobody has set up."""
        return f"tenant-{next(self._numbers)}"


@asynccontextmanager
async def open_stage() -> AsyncIterator[Stage]:
    """Everything real, on a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data_dir=Path(folder))
        async with open_services(settings) as services:
            yield Stage(services, Bot(services, RunMemory(), DatabaseJournal(services.database)))


async def apply(player: "Player", step: Step) -> None:
    """Make a sentence true. Raises ScriptError, listing the known ones, for another."""
    for pattern, make_true in GIVENS:
        if match := re.fullmatch(pattern, step.text):
            return await make_true(player, *match.groups())
    known = "\n".join(f"  Given {pattern}" for pattern, _ in GIVENS)
    raise ScriptError(f"line {step.line}: unknown: Given {step.text}\nknown are:\n{known}")


async def _profile(player: "Player", **changes: Any) -> None:
    database, tenant = player.stage.services.database, player.session.tenant
    async with database.writing(tenant) as connection:
        profile = await organisations.load(connection, tenant) or Organisation(tenant)
        await organisations.save(connection, replace(profile, **changes))


async def _is_in(player: "Player", country: str, currency: str) -> None:
    await _profile(player, country=COUNTRIES[country.casefold()], currency=currency, name="Contoso")


async def _demo(player: "Player") -> None:
    player.session.tenant = DEMO_TENANT
    await player.stage.services.prepare(DEMO_TENANT, player.now.date())


async def _agreement(player: "Player", agreement: str) -> None:
    await _profile(player, agreement=agreement)


async def _licence(player: "Player", negation: str | None) -> None:
    await _profile(player, licence_assigned=not negation)


async def _auto_recharge(player: "Player", state: str) -> None:
    await _profile(player, auto_recharge=state == "on")


async def _credits(player: "Player", negation: str | None) -> None:
    await _profile(player, credits_set_up=not negation)


async def _billing_step(player: "Player", seconds: str) -> None:
    await _profile(player, billing_step_seconds=int(seconds))


async def _today(player: "Player", day: str) -> None:
    player.now = _instant(day, at=time(12))


async def _language(player: "Player", locale: str) -> None:
    player.session.locale = locale


async def _role(player: "Player", role: str) -> None:
    player.session.role = Role(role)


async def _scope(player: "Player", scope: str) -> None:
    player.session.scope = Scope.PERSONAL if scope == "1:1" else Scope(scope)


async def _top_up(player: "Player", amount: str, currency: str, day: str) -> None:
    await recorded.top_up(
        player.stage.services, player.session.tenant, Decimal(amount), currency, _instant(day)
    )


async def _assertion(player: "Player", amount: str, currency: str, day: str) -> None:
    await recorded.assertion(
        player.stage.services, player.session.tenant, Decimal(amount), currency, _instant(day)
    )


async def _rate_card(player: "Player", file: str, day: str) -> None:
    await recorded.rate_card(player.stage.services, player.session.tenant, file, _instant(day).date())


async def _usage_report(player: "Player", file: str) -> None:
    await recorded.usage_report(player.stage.services, player.session.tenant, file, player.now)


async def _fee_included(player: "Player") -> None:
    services = player.stage.services
    settings = services.settings.model_copy(update={"charge_includes_connection_fee": True})
    journal = DatabaseJournal(services.database)
    player.session.bot = Bot(replace(services, settings=settings), RunMemory(), journal)


async def _cost_centres(player: "Player", file: str) -> None:
    await recorded.cost_centre_list(player.stage.services, player.session.tenant, file)


def _instant(day: str, at: time = time(0)) -> datetime:
    return datetime.combine(datetime.strptime(day, "%d %B %Y").replace(tzinfo=UTC).date(), at, UTC)


GIVENS: tuple[tuple[str, Callable[..., Awaitable[None]]], ...] = (
    (r"the tenant is in (.+) and pays in ([A-Z]{3})", _is_in),
    (r"the demo organisation", _demo),
    (r"the agreement is (\w+)", _agreement),
    (r"the licence is (not )?assigned", _licence),
    (r"auto-recharge is (on|off)", _auto_recharge),
    (r"credits are (not )?set up", _credits),
    (r"calls are billed by (6|60) seconds", _billing_step),
    (r"each charge includes its connection fee", _fee_included),
    (r"today is (\d+ \w+ \d{4})", _today),
    (r"the language is ([\w-]+)", _language),
    (r"the role is (admin|member|guest)", _role),
    (r"the chat is a (1:1|group|channel)", _scope),
    (r"([\d.]+) ([A-Z]{3}) of credit bought on (\d+ \w+ \d{4})", _top_up),
    (r"the portal showed ([\d.]+) ([A-Z]{3}) on (\d+ \w+ \d{4})", _assertion),
    (r"the rate card (.+) from (\d+ \w+ \d{4})", _rate_card),
    (r"the usage report (.+)", _usage_report),
    (r"the cost centres (.+)", _cost_centres),
)
