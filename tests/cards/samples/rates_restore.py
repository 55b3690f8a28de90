from datetime import date

from tests.cards.samples import Typed

SAMPLES = {
    "asked": {
        "demo": True,
        "name": Typed("Contoso EUR early 2026"),
        "on": date(2026, 7, 15),
        "data": {"card": 1, "on": "2026-07-15", "nonce": "invented"},
    }
}
