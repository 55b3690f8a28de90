"""What holds after every step, whatever happened."""

import json
from collections import Counter
from decimal import Decimal
from typing import Any

from bot.storage import audit
from cards.plain_text import lines
from pricing.storage import ledger_entries, statements
from tests.cards.test_templates import LARGEST_BYTES, faults, parts
from tests.pricing import ledger_oracle
from tests.simulation.model import Model, digits, texts
from tests.simulation.world import Asked, World, _cards

EVIL = ("https://evil.example", "<at>Everyone")
"""What people type in vain: a link, a mention."""
EVERYWHERE_EVERY = 5
"""Steps after which organisations that took no part are looked at too."""


async def hold(world: World, step: int, since: int, asked_since: int) -> None:
    """Every promise; `since` and `asked_since` are how much was delivered and asked before this step."""
    broken, world.faults.one_in = world.faults.one_in, 0
    took_part = {one.person.tenant for one in world.asked[asked_since:]} | world.changed
    for tenant, model in world.models.items():
        if tenant in took_part or step % EVERYWHERE_EVERY == 0:
            model.secrets = await money_is_right(world, model)
    world.faults.one_in = broken
    secrets = {tenant: model.secrets for tenant, model in world.models.items()}
    for one in world.around.delivered[since:]:
        scope, tenant, whose = one.conversation.split(":")
        is_drawn_well(one.body)
        tells_no_money(world, one.body, tenant, whose if scope == "personal" else None, secrets)
    for asked in world.asked[asked_since:]:
        for answer in asked.answers:
            assert answer.status < 500 or answer.status == 503, answer
            is_drawn_well(answer.body)
            personal = asked.person.user if asked.chat.scope == "personal" else None
            tells_no_money(world, answer.body, asked.person.tenant, personal, secrets)
    every_message_has_its_answer(world)
    assert world.around.strays == []


async def money_is_right(world: World, model: Model) -> set[str]:
    """The ledger against the oracle; the digits of figures that only admins may see."""
    database, as_of = world.databases[0], int(world.now.timestamp())
    async with database.reading(model.tenant) as connection:
        entries = await ledger_entries.load(connection, model.tenant)
        found = await statements.read(connection, model.tenant, as_of, charge_includes_fee=False)
        deeds = await audit.newest(connection, model.tenant, 10_000)
        keys = await _keys(connection, model.tenant)
    assert entries[: len(model.entries_before)] == model.entries_before
    assert len(deeds) >= model.audit_before
    model.entries_before, model.audit_before = entries, len(deeds)
    assert max(Counter(keys.values()).values(), default=1) == 1
    assert set(keys.values()) <= set(model.may_be_recorded)
    assert model.must_be_recorded <= set(keys.values())
    for entry in entries:
        press = model.may_be_recorded[keys[entry.id]]
        said = (f"record_{entry.kind.value}", digits(entry.amount), entry.currency)
        assert said == (press.kind, digits(Decimal(press.exact)), press.currency)
    ledger_oracle.agrees(found.statement, entries, model.charges())
    available = {digits(one.available) for one in found.statement.balances}
    return {one for one in available | {digits(entry.amount) for entry in entries} if len(one) >= 6}


async def _keys(connection: Any, tenant: str) -> dict[int, str]:
    table = ledger_entries.ledger_entry
    query = table.select().with_only_columns(table.c.id, table.c.client_key).where(table.c.tenant == tenant)
    return {row.id: row.client_key for row in await connection.execute(query)}


def digits_of(text: str) -> str:
    """The digits of a text."""
    return "".join(one for one in text if one.isdecimal())


def is_drawn_well(body: Any) -> None:
    """Valid cards of at most 25 KB and 6 actions, without links or mentions that a person typed."""
    for card in _cards(body):
        assert faults(card) == []
        assert len(json.dumps(card, ensure_ascii=False).encode()) <= LARGEST_BYTES
        assert len(card.get("actions", [])) <= 6
        shown = [str(part.get(key, "")) for part in parts(card) for key in ("text", "url", "value")]
        assert [text for text in shown if any(evil in text for evil in EVIL)] == []
        assert lines(card)


def tells_no_money(
    world: World, body: Any, tenant: str, whose: str | None, secrets: dict[str, set[str]]
) -> None:
    """No figure of an organisation's money in a group, to one who is no admin, or in another organisation."""
    person = next((one for one in world.people if one.user == whose), None)
    hidden = set().union(*(figures for owner, figures in secrets.items() if owner != tenant))
    if person is None or not world.may_see_money(person):
        hidden |= secrets[tenant]
    said = {digits_of(text) for text in texts(body)}
    assert not {text for text in said for figure in hidden if figure in text}


def every_message_has_its_answer(world: World) -> None:
    """Exactly one, or a reason that was recorded."""
    replies = Counter(
        one.body.get("replyToId") for one in world.around.delivered if one.body.get("type") == "message"
    )
    typed = [one for one in world.asked if one.body["type"] == "message" and _was_taken_in(one)]
    silent = [one for one in typed if not replies[one.body["id"]]]
    failures = world.dead_failures + world.killed + sum(server.failures() for server in world.servers)
    assert len(silent) <= failures
    again = sum(max(0, replies[one.body["id"]] - 1) for one in typed)
    assert again <= world.unremembered()


def _was_taken_in(asked: Asked) -> bool:
    return any(answer.status in (200, 202) for answer in asked.answers)
