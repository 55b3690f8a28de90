"""An organisation's rate cards: every one that was ever imported, each from its effective day on.

A card that was withdrawn answers nothing any more, for no day; it and its withdrawal stay.
"""

import hashlib
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.errors import ImportRefused
from pricing.rate_card import Rate, RateCard, WithdrawnCard
from pricing.storage import locks
from pricing.storage.locks import Lock
from pricing.storage.schema import rate, rate_card, withdrawn_rate_card

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
    withdrawn_at: datetime | None = None
    """Aware, UTC; None while it counts."""
    withdrawn_by: str | None = None
    reason: str | None = None

    def as_withdrawn(self) -> WithdrawnCard | None:
        """What an answer says of it; None while it counts."""
        if self.withdrawn_at is None:
            return None
        return WithdrawnCard(self.name, self.effective_on, self.withdrawn_at.date())


_OF_WITHDRAWAL = frozenset({"withdrawn_at", "withdrawn_by", "reason"})
_SAME_CARD = (withdrawn_rate_card.c.tenant == rate_card.c.tenant) & (
    withdrawn_rate_card.c.card_id == rate_card.c.id
)
_CARDS = (
    select(
        *(
            (withdrawn_rate_card if name in _OF_WITHDRAWAL else rate_card).c[name]
            for name in StoredCard._fields
        )
    )
    .select_from(rate_card.outerjoin(withdrawn_rate_card, _SAME_CARD))
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
    values = {name: value for name, value in stored._asdict().items() if name not in _OF_WITHDRAWAL} | {
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


async def withdraw(
    connection: AsyncConnection, tenant: str, card_id: int, *, reason: str, by: str, now: datetime
) -> StoredCard:
    """Take a card out of force by a new row; the card as it was. Raises ImportRefused."""
    await locks.hold(connection, Lock.RATE_CARDS, tenant)
    known = {one.id: one for one in await every(connection, tenant)}
    if card_id not in known:
        raise ImportRefused(f"there is no rate card {card_id}; `rates` lists those that there are")
    if known[card_id].withdrawn_at is not None:
        raise ImportRefused(f"rate card {card_id} is withdrawn already")
    if not reason.strip():
        raise ImportRefused("a withdrawal needs a reason")
    row = {
        "tenant": tenant,
        "card_id": card_id,
        "withdrawn_at": int(now.timestamp()),
        "withdrawn_by": by,
        "reason": reason.strip(),
    }
    await connection.execute(withdrawn_rate_card.insert(), row)
    return known[card_id]


async def every(connection: AsyncConnection, tenant: str) -> list[StoredCard]:
    """Every card without its rates, oldest effective day first, then in the order of import."""
    rows = await connection.execute(_CARDS, {"tenant": tenant})
    return [_stored(row) for row in rows]


async def cards(connection: AsyncConnection, tenant: str) -> list[StoredCard]:
    """Those that were not withdrawn, in the same order."""
    return [one for one in await every(connection, tenant) if one.withdrawn_at is None]


async def in_force(connection: AsyncConnection, tenant: str, day: date) -> RateCard | None:
    """The card that calls of this UTC day are charged by: the newest begun, of equals the last import."""
    return (await answering(connection, tenant, day))[0]


async def answering(
    connection: AsyncConnection, tenant: str, day: date
) -> tuple[RateCard | None, WithdrawnCard | None]:
    """The card in force on that day, and the one that would be, had it not been withdrawn."""
    begun = [stored for stored in await every(connection, tenant) if stored.effective_on <= day]
    counting = [stored for stored in begun if stored.withdrawn_at is None]
    own = await load(connection, tenant, counting[-1]) if counting else None
    return own, begun[-1].as_withdrawn() if begun else None


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
        withdrawn_at=None if row.withdrawn_at is None else datetime.fromtimestamp(row.withdrawn_at, UTC),
    )


def _row(tenant: str, card_id: int, position: int, one: Rate) -> dict[str, Any]:
    fields = {name: value for name, value in one._asdict().items() if name != "starting_at"}
    return {"tenant": tenant, "card_id": card_id, "position": position, **fields}
