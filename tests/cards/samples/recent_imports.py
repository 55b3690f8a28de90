from datetime import UTC, date, datetime

from tests.cards.samples import Typed

REPORT = {
    "kind": "usage",
    "id": 3,
    "name": Typed("July 2026.csv"),
    "calls": 1_204,
    "on": None,
    "at": datetime(2026, 7, 15, 10, 5, tzinfo=UTC),
}
CARD = {
    "kind": "rates",
    "id": 2,
    "name": Typed("Contoso EUR"),
    "calls": None,
    "on": date(2026, 7, 1),
    "at": datetime(2026, 7, 14, 9, 0, tzinfo=UTC),
}
SAMPLES = {
    "a report and a card": {"imports": [REPORT, CARD], "more": 0, "demo": False},
    "many": {"imports": [REPORT, CARD, REPORT, CARD], "more": 9, "demo": True},
    "nothing": {"imports": [], "more": 0, "demo": False},
}
