from datetime import UTC, date, datetime

from tests.cards.samples import Typed

FIRST = {
    "demo": False,
    "name": Typed("Contoso *staff*.csv"),
    "people": 1_204,
    "cost_centres": 18,
    "before": None,
    "by": Typed("Ada Admin"),
    "at": datetime(2026, 7, 15, 10, 5, tzinfo=UTC),
}
SAMPLES = {
    "the first list": FIRST,
    "in the place of another": FIRST
    | {
        "demo": True,
        "before": {"name": Typed("Contoso staff early 2026.csv"), "on": date(2026, 1, 15)},
        "by": None,
    },
}
