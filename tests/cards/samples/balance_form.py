from bot.answers.ledger_forms import CURRENCIES


def view(kind, fault=None, **given):
    empty = {"amount": None, "currency": None, "on": "2026-07-15", "reason": None, "demo": False}
    return {**empty, "kind": kind, "currencies": list(CURRENCIES), "fault": fault, **given}


FAULTS = (
    "amount", "decimals", "not_positive", "negative", "zero", "no_reason", "currency", "day", "future",
    "too_early",
)  # fmt: skip
SAMPLES = {
    "top-up": view("top_up", currency="EUR"),
    "assertion": view("assertion", amount="412,50", currency="BRL"),
    "adjustment": view("adjustment", amount="-5.00", currency="EUR", reason="a reason", demo=True),
    **{fault: view("adjustment", fault) for fault in FAULTS},
}
