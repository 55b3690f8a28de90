from datetime import UTC, datetime

from tests.cards.samples import Typed

SAMPLES = {
    "asked": {
        "demo": False,
        "name": Typed("PSTN.calls.2026-06.zip"),
        "inserted": 41_233,
        "imported_at": datetime(2026, 7, 15, 10, 5, tzinfo=UTC),
        "import_id": 7,
    }
}
