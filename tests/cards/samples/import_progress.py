from tests.cards.samples import Typed

SAMPLES = {
    "just begun": {"name": Typed("PSTN.calls.2026-06.zip"), "rows": 0},
    "on its way": {"name": Typed("PSTN.calls.2026-06.zip"), "rows": 150_000},
}
