"""What a list of cost centres would change, for the command line and for a file dropped into a chat."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from pricing.cost_centres import CostCentres, ListChanges, compare, not_assigned
from pricing.imports.cost_centre_csv import CostCentreFile
from pricing.storage import cost_centres, usage_totals

DAYS_LOOKED_AT = 90
"""Back from today, for people with calls whom the list does not name."""


@dataclass(frozen=True)
class CostCentreImport:
    """A list beside the one it would replace."""

    found: CostCentreFile
    before: CostCentres
    changes: ListChanges
    not_assigned: list[str]
    """Sign-in names of those who had calls lately and are not in the list."""

    @property
    def people(self) -> int:
        """Who has a cost centre in the list."""
        return len(self.found.of_user)

    @property
    def centres(self) -> int:
        """Different cost centres in the list."""
        return len(set(self.found.of_user.values()))


async def weigh(
    connection: AsyncConnection, tenant: str, found: CostCentreFile, today: date
) -> CostCentreImport:
    """Compare with the list in force and with who had calls lately."""
    before = await cost_centres.load(connection, tenant)
    months = (f"{today - timedelta(days=DAYS_LOOKED_AT):%Y-%m}", f"{today:%Y-%m}")
    used = await usage_totals.by_organiser(connection, tenant, *months)
    users = sorted({one.user_principal_name for one in used})
    changes = compare(before.of_user, found.of_user)
    return CostCentreImport(found, before, changes, not_assigned(users, found.of_user))
