from datetime import UTC, datetime
from decimal import Decimal

from tests.cards.samples import Typed

FIELDS = [
    {"name": "agreement", "value": "EA"},
    {"name": "country", "value": "BR"},
    {"name": "auto_recharge", "value": False},
    {"name": "credits_set_up", "value": None},
]
PRICE = [
    {"name": "currency", "value": "EUR"},
    {"name": "licence_price", "value": {"amount": Decimal("3.80"), "currency": "EUR"}},
]
AT = datetime(2026, 7, 15, 10, 5, tzinfo=UTC)
UNDO = {"nonce": "invented", "before": {"agreement": None}, "after": {"agreement": "EA"}}
KEPT = {"fields": FIELDS, "by": Typed("Ada *Admin*"), "at": AT, "undo": UNDO}
VIEW = {"demo": False, "state": "now", "fields": FIELDS, "by": Typed("Ada Admin"), "at": AT}
SAMPLES = {
    "put back": VIEW,
    "a licence price": VIEW | {"demo": True, "fields": PRICE, "by": None},
    "pressed twice": VIEW | {"state": "before"},
    "changed since": VIEW | {"state": "changed"},
    "nothing": VIEW | {"state": "unknown", "fields": []},
}
