from tests.cards.samples import Typed

SAMPLES = {"busy": {"name": Typed("PSTN.calls.2026-06.zip"), "key": "invented"}}
