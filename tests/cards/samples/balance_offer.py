from decimal import Decimal

MONEY = {"amount": Decimal("412.5"), "currency": "EUR"}
SAMPLES = {
    "with a currency": {
        "demo": False,
        "amount": "412.5",
        "currency": "EUR",
        "on": "2026-07-14",
        "money": MONEY,
    },
    "without": {"demo": True, "amount": "412.5", "currency": None, "on": None, "money": None},
}
