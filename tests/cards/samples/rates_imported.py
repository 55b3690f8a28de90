from datetime import UTC, date, datetime

from tests.cards.samples import Typed

FIRST = {
    "demo": False,
    "name": Typed("Contoso EUR"),
    "currency": "EUR",
    "rates": 1_204,
    "on": date(2026, 7, 15),
    "before": None,
    "undo": None,
    "by": Typed("Ada Admin"),
    "at": datetime(2026, 7, 15, 10, 5, tzinfo=UTC),
    "is_new": True,
}
UNDO = {"card": 1, "on": "2026-07-15", "nonce": "invented"}
SAMPLES = {
    "the first card": FIRST,
    "a later card": FIRST | {"before": Typed("Contoso EUR early 2026"), "undo": UNDO, "demo": True},
    "pressed twice": FIRST | {"is_new": False, "by": None},
}
