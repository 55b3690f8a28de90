from datetime import date
from decimal import Decimal

from tests.cards.samples import Typed


def change(kind: str, destination: str, prefix: str, old: str | None, new: str | None) -> dict[str, object]:
    prices = {"old": Decimal(old) if old else None, "new": Decimal(new) if new else None}
    return {
        "kind": kind,
        "destination": Typed(destination),
        "call_type": "dial_out",
        "prefix": prefix,
        **prices,
    }


FIRST = {
    "demo": False,
    "name": Typed("Contoso EUR.xlsx"),
    "key": "invented",
    "currency": "EUR",
    "rates": 1_204,
    "before": None,
    "counts": {"added": 1_204, "removed": 0, "up": 0, "down": 0},
    "unchanged": 0,
    "changes": [],
    "effect": None,
    "other_currency": None,
    "on": "2026-07-15",
    "fault": None,
}
LATER = FIRST | {
    "demo": True,
    "before": {"name": Typed("Contoso EUR early 2026"), "on": date(2026, 1, 1)},
    "counts": {"added": 3, "removed": 1, "up": 12, "down": 4},
    "unchanged": 1_184,
    "changes": [
        change("up", "Brazil Mobile", "5511", "0.11", "0.125"),
        change("removed", "Chile", "56", "0.05", None),
        change("added", "Peru", "51", None, "0.0085"),
    ],
    "effect": {
        "month": date(2026, 6, 1),
        "calls": 812,
        "old": {"amount": Decimal("312.40"), "currency": "EUR"},
        "new": {"amount": Decimal("330.10"), "currency": "EUR"},
    },
}
SAMPLES = {
    "the first card": FIRST,
    "a later card": LATER,
    "another currency": FIRST | {"other_currency": "USD"},
    "a day that cannot be": LATER | {"on": "2036-01-01", "fault": "too_late"},
}
