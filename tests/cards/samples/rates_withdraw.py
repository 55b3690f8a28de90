from datetime import UTC, date, datetime

from tests.cards.samples import Typed

ONLY = {
    "demo": False,
    "name": Typed("Contoso EUR"),
    "on": date(2026, 7, 1),
    "imported_at": datetime(2026, 7, 15, 10, 5, tzinfo=UTC),
    "card_id": 2,
    "then": None,
}
THEN = {"name": Typed("Contoso EUR early 2026"), "on": date(2026, 1, 1)}
SAMPLES = {"the only card": ONLY, "a later card": ONLY | {"then": THEN, "demo": True}}
