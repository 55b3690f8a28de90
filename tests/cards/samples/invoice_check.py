from datetime import date

from bot.answers.invoice_check import _view
from pricing.invoice_check import Finding, InvoiceCheck, Reason
from pricing.period import read_period
from pricing.rate_card import RateCard
from tests.cards.samples import Typed
from tests.cards.samples.rates import WITHDRAWN
from tests.cards.samples.usage import FRAME
from tests.pricing.test_invoice_check import record

CARDS = [
    RateCard(Typed("Contoso EUR early 2026"), "EUR", date(2026, 1, 1), ()),
    RateCard(Typed("Contoso EUR"), "EUR", date(2026, 6, 15), ()),
]
AGREES = InvoiceCheck("EUR", checked=340, agreeing=340, charged=344_420_000, expected=344_420_000)


def differing(count):
    calls = [
        record("1.20", number_kind="toll"),
        record("1.20", country="", number_kind="unknown"),
        record("1.20"),
    ]
    found = [
        Finding(calls[at % 3], Reason.DIFFERS, 2_220_000, 1_220_000 + at % 2 * 2_000_000, "Contoso EUR")
        for at in range(count)
    ]
    return InvoiceCheck(
        "EUR",
        checked=340,
        agreeing=340 - count,
        differing=count,
        charged=344_420_000,
        too_much=count * 1_000_000,
        too_little=count // 2 * 1_000_000,
        without_rate=3,
        free=2,
        other_currencies={"GBP": 1, "USD": 4},
        differences=found,
        others=[Finding(record("1.00", country=code), Reason.NO_RATE, 1_000_000) for code in ("CU", "AQ")],
    )


def view(found, cards=CARDS):
    return FRAME | {"step_seconds": 6, "withdrawn": []} | _view(found, cards, read_period("2026-06"))


def samples(locale):
    return {
        "all agree": view(AGREES, CARDS[1:]),
        "one differs": view(differing(1)),
        "many differ": view(differing(60)),
        "a card was withdrawn": view(AGREES, CARDS[1:]) | {"withdrawn": [WITHDRAWN._asdict()]},
        "nothing to check": view(InvoiceCheck("EUR", free=1)),
        "no rate card": view(None, []),
    }
