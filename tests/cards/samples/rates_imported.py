from datetime import UTC, date, datetime

from tests.cards.samples import Typed

FIRST = {
    "demo": False,
    "name": Typed("Contoso EUR"),
    "currency": "EUR",
    "rates": 1_204,
    "on": date(2026, 7, 15),
    "before": None,
    "card_id": 1,
    "by": Typed("Ada Admin"),
    "at": datetime(2026, 7, 15, 10, 5, tzinfo=UTC),
    "is_new": True,
}
SAMPLES = {
    "the first card": FIRST,
    "a later card": FIRST | {"before": Typed("Contoso EUR early 2026"), "card_id": 2, "demo": True},
    "pressed twice": FIRST | {"is_new": False, "by": None, "card_id": None},
}
