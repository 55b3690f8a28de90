from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.answers.balance_view import assertion
from pricing.ledger import AssertionCheck
from pricing.ledger_entry import Entry, EntryKind


def portal(stated):
    entry = Entry(0, EntryKind.ASSERTION, ON, stated, "EUR")
    age = {"as_of": AT, "charges_through": AT - timedelta(hours=1), "old": False}
    check = assertion(AssertionCheck(entry, 430_000_000, opens=False), "EUR", ON - 3600)
    check |= {"offer": False, "age": age}
    return {"demo": False, "amount": "412.5", "currency": "EUR", "on": None, "money": MONEY, "check": check}


AT = datetime(2026, 7, 15, tzinfo=UTC)
ON = int(AT.timestamp())
MONEY = {"amount": Decimal("412.5"), "currency": "EUR"}
SAMPLES = {
    "with a currency": {
        "demo": False,
        "amount": "412.5",
        "currency": "EUR",
        "on": "2026-07-14",
        "money": MONEY,
        "check": None,
    },
    "without": {
        "demo": True,
        "amount": "412.5",
        "currency": None,
        "on": None,
        "money": None,
        "check": None,
    },
    "the portal shows less": portal(412_500_000),
    "the portal agrees": portal(430_000_000),
}
