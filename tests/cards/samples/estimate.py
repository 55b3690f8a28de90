from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.answers.estimate import estimated, view
from bot.answers.estimate_form import planned_legs
from bot.understanding.reading import Leg, Slots
from pricing.imports.stand_in import load_stand_in
from pricing.organisation import Organisation
from pricing.rating import RateBook
from tests.fixtures.rate_cards import contoso

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
CONTOSO = Organisation("contoso", country="DE", currency="EUR")
SERIES = (Leg(20, "DE", "toll_free"), Leg(5, "IN", "dial_out", "mobile"))
MIXED = (Leg(3, "FR", "dial_out", "mobile"), Leg(2, "MX", "dial_out", "mobile"), Leg(1, "KP", "dial_out"))
STARTING = (Leg(4, "GB", "toll_free"), Leg(2, "DE", "dial_out", "mobile"), Leg(1, "US", "dial_out"))


def _money(amount):
    return {"amount": Decimal(amount), "currency": "EUR"}


BALANCE = {
    "available": _money("412.50"),
    "enough": True,
    "burn": _money("12.04"),
    "days": Decimal("1.6"),
    "month_days": None,
    "at_least": False,
    "whole": True,
    "age": {"as_of": NOW, "charges_through": NOW - timedelta(hours=80), "old": True},
}


def samples(locale):
    own = RateBook(load_stand_in(), contoso())
    stand_in = RateBook(load_stand_in())
    series = _view(own, legs=SERIES, every="week")
    return {
        "own card, every week": series,
        "own card, with the balance": {**series, "balance": {**BALANCE, "month_days": Decimal("6.9")}},
        "a small meeting": {
            **series,
            "balance": {**BALANCE, "days": Decimal("0.0"), "month_days": Decimal("0.2")},
        },
        "own card, a balance that falls short": {
            **series,
            "balance": {
                **BALANCE,
                "enough": False,
                "at_least": True,
                "whole": False,
                "month_days": Decimal("6.9"),
            },
        },
        "own card, no burn yet": {**series, "balance": {**BALANCE, "burn": None, "days": None}},
        "two currencies and no rate": _view(own, legs=MIXED, every="month"),
        "stand-in": _view(stand_in, legs=SERIES, every="two_weeks"),
        "twice a week": _view(own, legs=SERIES, every="twice_week"),
        "every quarter": _view(own, legs=SERIES, every="quarter"),
        "stand-in, at least": _view(stand_in, legs=STARTING, every="day"),
        "one call, broken minutes": _view(
            own, countries=("FR",), call_type="dial_out", line_type="mobile", minutes=Decimal("10.55")
        ),
        "no rate known": _view(own, countries=("KP",), call_type="dial_out"),
        "the organisation's country for a part": _view(
            own, legs=(Leg(7, None, "toll"), Leg(5, "FR", "toll"))
        ),
        "the organisation's country, demo": {
            **_view(own, participants=20, call_type="toll"),
            "demo": True,
        },
    }


def _view(book, minutes=Decimal(45), **slots):
    asked = Slots(minutes=minutes, **slots)
    found = estimated(asked, planned_legs(asked, CONTOSO), book, CONTOSO)
    return view(found, asked, CONTOSO, NOW, demo=False)
