"""An organisation's rate cards: every one that was ever imported, each from its effective day on."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.rate_card import Rate, RateCard
from pricing.storage import locks
from pricing.storage.locks import Lock
from pricing.storage.schema import rate, rate_card

MOST_CARDS_KEPT = 16
_READ: dict[tuple[str, str, date], RateCard] = {}
"""Cards read last, with their indexes. A digest stands for the rates, so equal keys are equal cards."""
_RATE_COLUMNS = tuple(rate.c[name] for name in Rate._fields if name != "starting_at")


class StoredCard(NamedTuple):
    """A card without its rates."""

    id: int
    name: str
    currency: str
    effective_on: date
    digest: str
    imported_at: datetime
    """Aware, UTC."""


_CARDS = (
    select(*(rate_card.c[name] for name in StoredCard._fields))
    .where(rate_card.c.tenant == bindparam("tenant"))
    .order_by(rate_card.c.effective_on, rate_card.c.id)
)


async def add(
    connection: AsyncConnection, tenant: str, card: RateCard, file_name: str, imported_by: str, now: datetime
) -> StoredCard:
    """Keep a card; earlier ones stay for the calls of their time."""
    await locks.hold(connection, Lock.RATE_CARDS, tenant)
    newest = await connection.scalar(select(func.max(rate_card.c.id)).where(rate_card.c.tenant == tenant))
    stored = StoredCard((newest or 0) + 1, card.name, card.currency, card.effective_on, digest(card), now)
    values = stored._asdict() | {
        "tenant": tenant,
        "effective_on": card.effective_on.isoformat(),
        "imported_at": int(now.timestamp()),
        "file_name": file_name,
        "imported_by": imported_by,
    }
    await connection.execute(rate_card.insert(), values)
    await connection.execute(
        rate.insert(), [_row(tenant, stored.id, at, one) for at, one in enumerate(card.rates)]
    )
    return stored


async def cards(connection: AsyncConnection, tenant: str) -> list[StoredCard]:
    """Every card without its rates, oldest effective day first, then in the order of import."""
    rows = await connection.execute(_CARDS, {"tenant": tenant})
    return [_stored(row) for row in rows]


async def in_force(connection: AsyncConnection, tenant: str, day: date) -> RateCard | None:
    """The card that calls of this UTC day are charged by: the newest begun, of equals the last import."""
    begun = [stored for stored in await cards(connection, tenant) if stored.effective_on <= day]
    return await load(connection, tenant, begun[-1]) if begun else None


async def load(connection: AsyncConnection, tenant: str, stored: StoredCard) -> RateCard:
    """A card with its rates."""
    key = (stored.digest, stored.name, stored.effective_on)
    if key not in _READ:
        statement = select(*_RATE_COLUMNS).where(rate.c.tenant == tenant, rate.c.card_id == stored.id)
        rows = await connection.execute(statement.order_by(rate.c.position))
        rates = tuple(Rate(**row) for row in rows.mappings())
        while len(_READ) >= MOST_CARDS_KEPT:
            _READ.pop(next(iter(_READ)))
        _READ[key] = RateCard(stored.name, stored.currency, stored.effective_on, rates)
    return _READ[key]


def digest(card: RateCard) -> str:
    """What tells the rates of one card from those of any other."""
    lines = (repr((card.currency, *one)) for one in card.rates)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _stored(row: Any) -> StoredCard:
    stored = StoredCard(*row)
    return stored._replace(
        effective_on=date.fromisoformat(row.effective_on),
        imported_at=datetime.fromtimestamp(row.imported_at, UTC),
    )


def _row(tenant: str, card_id: int, position: int, one: Rate) -> dict[str, Any]:
    fields = {name: value for name, value in one._asdict().items() if name != "starting_at"}
    return {"tenant": tenant, "card_id": card_id, "position": position, **fields}
