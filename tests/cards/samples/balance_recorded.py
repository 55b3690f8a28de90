from datetime import UTC, date, datetime
from decimal import Decimal

from bot.answers import balance_view
from tests.cards.samples import Typed
from tests.cards.samples.balance import READINGS, frame

COMPARED = READINGS["the portal says less"]
OPENED = READINGS["begun with the portal"]


def view(found, kind, is_new=True):
    balance = found.statement.balances[0]
    check = balance.last_assertion if kind == "assertion" else None
    return frame(found, demo=not is_new) | {
        "is_new": is_new,
        "kind": kind,
        "money": {"amount": Decimal("412.50"), "currency": "EUR"},
        "on": date(2026, 7, 14),
        "reason": "a reason" if kind == "adjustment" else None,
        "available": balance_view.money(balance.available, "EUR"),
        "by": Typed("Ada *Admin*") if is_new else None,
        "recorded_at": datetime(2026, 7, 15, 10, 5, tzinfo=UTC),
        "undo_amount": "-412.5" if kind != "assertion" else None,
        "assertion": balance_view.assertion(check, "EUR", found.charges_through) if check else None,
    }


SAMPLES = {
    "top-up": view(READINGS["one lot"], "top_up"),
    "a second time": view(READINGS["one lot"], "top_up", is_new=False),
    "adjustment": view(COMPARED, "adjustment"),
    "assertion": view(COMPARED, "assertion"),
    "begun with the portal": view(OPENED, "assertion"),
}
