"""Making the demo organisation on first use, and anew when its days have passed."""

import asyncio
import hashlib
import io
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.cost_centres import sign_in_key
from pricing.demo import DEMO_TENANT
from pricing.demo.calls import SEED, DemoCall, calls
from pricing.demo.card import CURRENCY, cards
from pricing.demo.funds import RECORDED_BY, top_ups
from pricing.demo.people import ORGANISERS
from pricing.demo.report import usage_csv
from pricing.imports.archive import Export, Member
from pricing.imports.usage_import import import_export
from pricing.organisation import Organisation
from pricing.storage import cost_centres, import_turn, ledger_entries, organisations, rate_cards
from pricing.storage.database import Database
from pricing.storage.forgetting import forget
from pricing.storage.schema import (
    cost_centre_list,
    demo,
    ledger_entry,
    rate_card,
    usage_import,
    withdrawn_import,
    withdrawn_rate_card,
)

FRESH_FOR = timedelta(days=1)
_MAKING = f"{DEMO_TENANT} in the making"
"""Whose turn it is to make the demo; its import has a turn of its own within."""
REPORT_NAME = "demo usage report"
LIST_NAME = "demo cost centres"

PROFILE = Organisation(
    tenant=DEMO_TENANT,
    name="Contoso demo",
    country="DE",
    currency=CURRENCY,
    agreement="EA",
    credits_set_up=True,
    licence_assigned=True,
    auto_recharge=False,
    time_zone="Europe/Berlin",
)
"""In Germany: pay-per-minute with credits, toll and toll-free numbers are all sold there, rate workbooks come
in its currency, and its exports hide the ends of numbers, which is the harder case."""


async def ensure_demo(database: Database, today: date) -> None:
    """Have the demo organisation there, its newest call 30 hours before noon of `today`.

    One that somebody has added to is left as it is. Raises PricingError when it cannot be written.
    """
    async with database.reading(DEMO_TENANT) as connection:
        if await _serves(connection, today):
            return
    made = await asyncio.to_thread(calls, today)
    # An import is several transactions, so what keeps two processes apart must last longer than one.
    async with import_turn.turn(database, _MAKING, _now):
        await _make(database, today, made)


async def _make(database: Database, today: date, made: list[DemoCall]) -> None:
    async with database.writing(DEMO_TENANT) as connection:
        if await _serves(connection, today):
            return
        await forget(connection, DEMO_TENANT)
        await _found(connection, today, made)
    await _import_calls(database, today, made)
    async with database.writing(DEMO_TENANT) as connection:
        await connection.execute(delete(demo).where(demo.c.tenant == DEMO_TENANT))
        row = {"tenant": DEMO_TENANT, "made_for_day": today.isoformat(), "seed": SEED}
        await connection.execute(insert(demo).values(**row))


async def _serves(connection: AsyncConnection, today: date) -> bool:
    made_for = await connection.scalar(select(demo.c.made_for_day).where(demo.c.tenant == DEMO_TENANT))
    if made_for is not None and abs(today - date.fromisoformat(made_for)) <= FRESH_FOR:
        return True
    return await _was_added_to(connection)


async def _was_added_to(connection: AsyncConnection) -> bool:
    """Whether anything is there that the demo did not make."""
    if await organisations.load(connection, DEMO_TENANT) not in (None, PROFILE):
        return True
    for column in (
        ledger_entry.c.recorded_by,
        usage_import.c.started_by,
        rate_card.c.imported_by,
        withdrawn_import.c.withdrawn_by,
        withdrawn_rate_card.c.withdrawn_by,
        cost_centre_list.c.imported_by,
    ):
        by_others = select(column).where(column.table.c.tenant == DEMO_TENANT, column != RECORDED_BY)
        if await connection.scalar(by_others.limit(1)) is not None:
            return True
    return False


async def _found(connection: AsyncConnection, today: date, made: list[DemoCall]) -> None:
    await organisations.save(connection, PROFILE)
    for card in cards(today):
        begun = datetime.combine(card.effective_on, time(), UTC)
        await rate_cards.add(connection, DEMO_TENANT, card, "pricing/demo/rates.csv", RECORDED_BY, begun)
    for entry in top_ups(today, made):
        await ledger_entries.record(connection, DEMO_TENANT, entry)
    await _group(connection, today)


async def _group(connection: AsyncConnection, today: date) -> None:
    named = {sign_in_key(one.principal_name): one.cost_centre for one in ORGANISERS if one.cost_centre}
    begun = datetime.combine(today, time(), UTC)
    await cost_centres.replace(connection, DEMO_TENANT, named, LIST_NAME, RECORDED_BY, begun)


async def _import_calls(database: Database, today: date, made: list[DemoCall]) -> None:
    report = usage_csv(made).encode()
    member = Member(REPORT_NAME, lambda: io.BufferedReader(io.BytesIO(report)))
    await import_export(
        database,
        DEMO_TENANT,
        Export("demo", (member,)),
        file_name=REPORT_NAME,
        digest=hashlib.sha256(report).hexdigest(),
        by=RECORDED_BY,
        clock=_now,
    )


def _now() -> datetime:
    return datetime.now(UTC)
