"""S5: money for admins in a 1:1 chat alone: every role, every place, every intent and every button."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

from bot.access import is_about_money
from bot.answer import Outcome
from bot.answers import ACTIONS, ANSWERS
from bot.commands.session import RunMemory
from bot.composition import Services
from bot.question import Question, Role
from bot.teams import body, compose, incoming
from bot.teams.graph_roles import ADMIN_ROLES
from bot.teams.incoming import Admission
from bot.turn import Bot
from pricing.ledger_entry import EntryKind, new_entry
from pricing.organisation import Organisation
from pricing.storage import ledger_entries, organisations
from tests.bot.teams.test_graph_roles import directory
from tests.fakes.activities import TENANT, activity
from tests.fakes.openid import SERVICE_URL
from tests.pricing.reports import call, imported

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
GLOBAL, HELPDESK = next(iter(ADMIN_ROLES)), "729827e3-9c14-49f7-bb1b-9608f156bbb8"
PEOPLE: dict[str, tuple[list[str], dict[str, object]]] = {
    **{name: ([template], {}) for template, name in ADMIN_ROLES.items()},
    "Helpdesk Administrator": ([HELPDESK], {}),
    "a member without a role": ([], {}),
    "a guest who is Global Administrator": ([GLOBAL], {"userType": "Guest"}),
    "a disabled Global Administrator": ([GLOBAL], {"accountEnabled": False}),
}
"""Ten of them; the first six count as admins."""
DURING_AN_OUTAGE = "a Global Administrator while Graph is down"
PLACES = ("personal", "groupChat", "channel", "nowhere that is known", "a compose box")
FIGURES = ("41,271.83", "40,954.54", "317.29")
"""The credit bought, what is left of it, and what was charged."""
FORM = {
    "amount": "5.00",
    "currency": "EUR",
    "on": "2026-07-01",
    "reason": "a test",
    "nonce": "n",
    "exact": "5.00",
}
LEGS = {"legs": [{"count": 20, "country": "DE", "call_type": "toll", "line_type": None}], "minutes": "45"}
ASKS = [
    *({"do": "ask", "intent": intent, "topic": topic, "slots": LEGS if intent == "estimate" else {}}
      for intent, topic in ANSWERS),
    *({"do": name, **FORM} for name in ACTIONS),
]  # fmt: skip


class Journal:
    """Keeps what is written down."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str]] = []

    async def keep(self, question: Question, deed: str, outcome: Outcome) -> None:
        self.kept.append((deed, outcome))


async def set_up(services: Services, file: Path) -> None:
    """An organisation with credit and charges whose figures nothing else has."""
    credit = new_entry(EntryKind.TOP_UP, Decimal("41271.83"), "EUR", date(2026, 5, 1), now=NOW, by="test")
    async with services.database.writing(TENANT) as connection:
        await organisations.save(connection, Organisation(TENANT, country="DE", currency="EUR"))
        await ledger_entries.record(connection, TENANT, credit)
    await imported(services.database, TENANT, file, [call("id-1", "2026-07-02T10:00", "317.29")])


async def roles_of_all(folder: Path) -> dict[str, Role]:
    """What the directory makes of each person; the last one is asked about while it is down."""
    found = {}
    async with directory(folder) as people:
        for number, (name, (roles, changes)) in enumerate(PEOPLE.items()):
            people.graph.add(user(number), *roles, **changes)
            found[name] = await people.of(user(number))
        people.graph.add(user(99), GLOBAL)
        people.graph.mood = "503"
        found[DURING_AN_OUTAGE] = await people.of(user(99))
    return found


def user(number: int) -> str:
    return f"aaaaaaaa-0000-4000-8000-{number:012}"


def asked(role: Role, place: str, data: dict[str, Any]) -> Question:
    """The question as the channel's layer makes it from an activity."""
    chat = {"id": "a:chat", "conversationType": place if place in PLACES[:3] else None}
    wire = body.as_activity(activity(SERVICE_URL, conversation=chat, value=data, text=None))
    question = incoming.question(wire, Admission(TENANT), role, NOW)
    if place != "a compose box":
        return question
    return compose.asked_aloud(question, "how much credit do we have left?")


async def entries(services: Services) -> int:
    async with services.database.reading(TENANT) as connection:
        return len(await ledger_entries.load(connection, TENANT))


class Stage:
    """The bot; what two people of one role ask in one place is one and the same question to it."""

    def __init__(self, services: Services) -> None:
        self.journal = Journal()
        self._bot = Bot(services, RunMemory(), self.journal)
        self._replies: dict[tuple[Role, str, int], tuple[set[str], bool]] = {}

    async def told(self, role: Role, place: str, number: int) -> tuple[set[str], bool]:
        """The figures in the reply to one of ASKS, and whether it was refused."""
        key = (role, place, number)
        if key not in self._replies:
            reply = await self._bot.reply(asked(role, place, ASKS[number]))
            said = json.dumps(reply.activity, ensure_ascii=False)
            refused = reply.parts[0].answers[0].outcome is Outcome.REFUSED
            self._replies[key] = ({figure for figure in FIGURES if figure in said}, refused)
        return self._replies[key]


async def test_money_is_seen_and_changed_by_admins_in_a_personal_chat_alone(
    services_on: Callable[[Path], Services], tmp_path: Path, database_file: Path
) -> None:
    services = services_on(database_file)
    await set_up(services, tmp_path / "usage.csv")
    stage, roles, before = Stage(services), await roles_of_all(tmp_path), await entries(services)
    others = [one for one in product(roles, PLACES) if not is_let_in(*one)]
    for name, place in others:
        for number, data in enumerate(ASKS):
            money = is_about_money(data.get("intent", ""), data["do"]) or place == "a compose box"
            assert await stage.told(roles[name], place, number) == (set(), money), (name, place, data)
    assert await entries(services) == before
    assert len(others) == 11 * 5 - 6
    shown = [
        await stage.told(roles[name], "personal", at)
        for name in ADMIN_ROLES.values()
        for at in range(len(ASKS))
    ]
    assert set().union(*(figures for figures, _ in shown)) == set(FIGURES)
    assert not any(refused for _, refused in shown)
    assert await entries(services) == before + 1
    assert {deed for deed, _ in stage.journal.kept} >= {"balance", "usage/audit", "record_top_up"}


def is_let_in(name: str, place: str) -> bool:
    """Whether this person may speak of money there."""
    return name in ADMIN_ROLES.values() and place == "personal"
