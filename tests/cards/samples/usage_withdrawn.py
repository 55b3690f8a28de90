from datetime import UTC, datetime

from tests.cards.samples import Typed

WHO = {"by": Typed("Ada Admin"), "at": datetime(2026, 7, 15, 10, 9, tzinfo=UTC), "demo": False}
KNOWN = WHO | {
    "name": Typed("PSTN.calls.2026-06.zip"),
    "inserted": 41_233,
    "imported_at": datetime(2026, 7, 15, 10, 5, tzinfo=UTC),
    "import_id": 7,
}
SAMPLES = {state: KNOWN | {"state": state} for state in ("now", "before", "busy")} | {
    "unknown": WHO | {"state": "unknown"}
}
