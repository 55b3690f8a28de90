from datetime import UTC, datetime

from tests.cards.samples import Typed

PLAIN = {
    "demo": True,
    "name": Typed("PSTN.calls.2026-06.zip"),
    "rows": 41_233,
    "rejected": 0,
    "first": datetime(2026, 6, 1, 6, 2, tzinfo=UTC),
    "last": datetime(2026, 6, 30, 21, 47, tzinfo=UTC),
    "left_out": [],
    "key": "invented",
}
SAMPLES = {
    "a month": PLAIN,
    "with rejected rows": PLAIN | {"rejected": 12, "left_out": [Typed("DirectRouting.calls.2026-06.csv")]},
    "nothing that can be used": PLAIN | {"rows": 3, "rejected": 3, "first": None, "last": None},
}
