from datetime import date

from tests.cards.samples import Typed

FIRST = {
    "demo": False,
    "name": Typed("Contoso *staff*.csv"),
    "key": "invented",
    "people": 1_204,
    "cost_centres": 18,
    "without": 0,
    "before": None,
    "counts": {"added": 1_204, "moved": 0, "removed": 0, "unchanged": 0},
    "not_assigned": 0,
    "days": 90,
}
SAMPLES = {
    "the first list": FIRST,
    "in the place of another": FIRST
    | {
        "demo": True,
        "without": 3,
        "before": {"name": Typed("Contoso staff early 2026.csv"), "on": date(2026, 1, 15)},
        "counts": {"added": 12, "moved": 31, "removed": 7, "unchanged": 1_161},
        "not_assigned": 1,
    },
}
