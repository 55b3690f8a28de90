"""The invented demo organisation, made from a seed."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pricing.storage.database import Database

DEMO_TENANT = "demo"


async def ensure_demo(database: "Database", today: date) -> None:
    """Have the demo organisation there, its newest call 30 hours before noon of `today`.

    One that somebody has added to is left as it is. What makes it is loaded only when it is asked for.
    """
    from pricing.demo.founding import ensure_demo

    await ensure_demo(database, today)
