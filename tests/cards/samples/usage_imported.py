from datetime import UTC, datetime
from decimal import Decimal

from tests.cards.samples import Typed

ALL = {
    "demo": True,
    "name": Typed("PSTN.calls.2026-06.zip"),
    "read": 41_233,
    "inserted": 41_233,
    "duplicate": 0,
    "conflict": 0,
    "rejected": 0,
    "rejections": [],
    "overlapping": 0,
    "overlap_sums": [],
    "import_id": 7,
    "by": Typed("Ada *Admin*"),
    "at": datetime(2026, 7, 15, 10, 5, tzinfo=UTC),
}
REASONS = (
    "columns",
    "quotes",
    "missing_id",
    "bad_id",
    "bad_date",
    "bad_duration",
    "negative_duration",
    "negative_amount",
    "bad_amount",
    "ambiguous_amount",
    "missing_currency",
    "bad_currency",
    "missing_call_type",
)
SAMPLES = {
    "all new": ALL,
    "with everything": ALL
    | {
        "inserted": 41_000,
        "duplicate": 200,
        "conflict": 3,
        "rejected": 30,
        "rejections": [
            {"part": Typed("PSTN.calls.2026-06.csv"), "line": 100 + at, "reason": reason}
            for at, reason in enumerate(REASONS)
        ],
        "overlapping": 2,
        "overlap_sums": [{"amount": Decimal("4.20"), "currency": "EUR"}],
        "by": None,
    },
}
