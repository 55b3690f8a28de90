"""What the answers stand on: settings, facts, rates, the database, the cards, the understanding."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date

from bot.files.shelf import Shelf
from bot.settings import Settings
from bot.storage.schema import CONVERSATIONS
from bot.understanding.encoder import Encoder
from bot.understanding.reader import Reader
from cards.renderer import Renderer
from pricing.catalog import Catalog
from pricing.demo import DEMO_TENANT, ensure_demo
from pricing.how_to import HowTo
from pricing.imports.catalog_files import load_catalog
from pricing.imports.how_to_files import load_how_to
from pricing.imports.stand_in import load_stand_in
from pricing.organisation import Organisation
from pricing.rate_card import RateCard
from pricing.storage import organisations
from pricing.storage.database import BUSY_TIMEOUT_SECONDS, Database
from pricing.storage.revisions import PRICING


@dataclass(frozen=True)
class Services:
    """Everything that an answer may use; made once at start."""

    settings: Settings
    catalog: Catalog
    how_to: HowTo
    stand_in: RateCard
    database: Database
    renderer: Renderer
    reader: Reader
    read_in_turn: dict[str, Organisation | None] | None = None
    """Profiles that this turn has read; None outside a turn, where each is read anew."""

    def for_one_turn(self) -> "Services":
        """The same, reading each profile once: a reply rests on one state of it."""
        return replace(self, read_in_turn={})

    @property
    def shelf(self) -> Shelf:
        """Where dropped files lie until they are confirmed."""
        return Shelf(self.settings.data_dir / "dropped")

    async def organisation(self, tenant: str) -> Organisation | None:
        """The organisation's profile; None when nobody has set it up."""
        if self.read_in_turn is not None and tenant in self.read_in_turn:
            return self.read_in_turn[tenant]
        async with self.database.reading(tenant) as connection:
            found = await organisations.load(connection, tenant)
        if self.read_in_turn is not None:
            self.read_in_turn[tenant] = found
        return found

    async def prepare(self, tenant: str, today: date) -> bool:
        """Have the organisation ready on that day, the demo one made if need be; False when it is unknown."""
        if tenant == DEMO_TENANT:
            await ensure_demo(self.database, today)
        return await self.organisation(tenant) is not None


@asynccontextmanager
async def open_services(
    settings: Settings,
    patience_seconds: int = BUSY_TIMEOUT_SECONDS,
    *,
    cards_on_demand: bool = False,
    encoder: Encoder | None = None,
) -> AsyncIterator[Services]:
    """Load and check everything; a fault in data, templates or database stops the start with its reason.

    `patience_seconds` is how long one access to the database may wait; with `cards_on_demand` a template
    is compiled when it is first used, which spares a single question most of a second. An `encoder` that
    is being loaded already spares most of another.
    """
    database = Database(settings.database(), patience_seconds)
    catalog = load_catalog()
    try:
        await database.prepare(PRICING, CONVERSATIONS)
        yield Services(
            settings=settings,
            catalog=catalog,
            how_to=load_how_to(catalog.sources),
            stand_in=load_stand_in(),
            database=database,
            renderer=Renderer(on_demand=cards_on_demand),
            reader=Reader(encoder),
        )
    finally:
        await database.close()
