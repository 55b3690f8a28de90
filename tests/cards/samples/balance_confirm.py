from datetime import date
from decimal import Decimal

SAMPLES = {
    kind: {
        "demo": kind == "assertion",
        "kind": kind,
        "money": {"amount": Decimal("412.50"), "currency": "EUR"},
        "on": date(2026, 7, 14),
        "reason": "moved to *another* agreement" if kind == "adjustment" else None,
        "data": {"do": f"record_{kind}", "exact": "412.5", "nonce": "invented"},
    }
    for kind in ("top_up", "assertion", "adjustment")
}
