from datetime import UTC, datetime

from tests.cards.samples import Typed
from tests.cards.samples.rates_withdraw import ONLY, THEN

NOW = ONLY | {
    "state": "now",
    "then": THEN,
    "by": Typed("Ada Admin"),
    "at": datetime(2026, 7, 15, 10, 9, tzinfo=UTC),
}
SAMPLES = {
    "taken back": NOW,
    "none is left": NOW | {"then": None, "demo": True},
    "taken back before": NOW | {"state": "before"},
    "unknown": {"demo": False, "state": "unknown", "then": None, "by": None, "at": NOW["at"]},
}
