from datetime import UTC, date, datetime
from decimal import Decimal

from bot.answers.rates import view
from bot.understanding.reading import Slots
from pricing.imports.stand_in import load_stand_in
from pricing.organisation import Organisation
from pricing.rate_answer import Observed
from pricing.rate_card import Rate, RateCard, WithdrawnCard
from pricing.rating import RateBook
from tests.cards.samples import Typed
from tests.fixtures.rate_cards import contoso

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
CONTOSO = Organisation("contoso", country="DE", currency="EUR")
BY_THE_MINUTE = Organisation("contoso", country="DE", currency="EUR", billing_step_seconds=60)
DAYS = date(2026, 4, 17), date(2026, 7, 14)
SEEN = Observed("dial_out", "BR", "mobile", 42, 12_000, 25_000_000, 0, "EUR", *DAYS)
LANDLINES = Observed("dial_out", "BR", "landline", 30, 12_000, 6_400_000, 0, "EUR", *DAYS)
WITHDRAWN = WithdrawnCard(Typed("Contoso EUR by mistake"), date(2026, 7, 2), date(2026, 7, 3))
TWELVE = ("DE", "FR", "GB", "IT", "ES", "PT", "CN", "IN", "US", "MX", "VN", "CF")


def samples(locale):
    stand_in = RateBook(load_stand_in())
    own = RateBook(load_stand_in(), contoso(), [SEEN])
    typed = Rate("dial_out", "BR", "55", Typed("Brazil"), "all", 32_000, 40_000)
    taken_back = RateBook(load_stand_in(), contoso(), (), WITHDRAWN)
    named = RateCard(Typed("Contoso EUR"), "EUR", date(2026, 7, 1), (typed,))
    return {
        "stand-in, all of a country": _view(stand_in, countries=("GB",)),
        "stand-in, no mobile price": _view(stand_in, countries=("DE",), line_type="mobile"),
        "stand-in, a range": _view(stand_in, countries=("GB",), line_type="mobile", minutes=Decimal("10.55")),
        "stand-in, a number": _view(stand_in, phone_number="+351912345678"),
        "stand-in, a special number": _view(stand_in, phone_number="+443001234567"),
        "stand-in, a masked number": _view(stand_in, phone_number="+4475********"),
        "no rate known": _view(stand_in, countries=("KP",)),
        "twelve countries": _view(stand_in, countries=TWELVE),
        "own card, all of the organisation's country": _view(own),
        "own card, dial-out": _view(own, countries=("BR",), call_type="dial_out"),
        "own card, minutes": _view(own, countries=("FR",), line_type="mobile", minutes=Decimal(90)),
        "own card, toll-free by phone": _view(own, countries=("DE",), call_type="toll_free"),
        "own card beside stand-in": _view(own, countries=("MX", "DE")),
        "own card beside what was charged": view(
            Slots(countries=("BR",)), CONTOSO, own, NOW, demo=False, beside=[SEEN, LANDLINES]
        ),
        "observed": _view(RateBook(load_stand_in(), None, [SEEN]), countries=("BR",), line_type="mobile"),
        "a newer card was withdrawn": _view(taken_back, countries=("JP",), period="2026-06"),
        "a card's own words": _view(RateBook(load_stand_in(), named), phone_number="+5521912345678"),
        "whole minutes, demo": view(Slots(countries=("BR",)), BY_THE_MINUTE, own, NOW, demo=True),
    }


def _view(book, **slots):
    return view(Slots(**slots), CONTOSO, book, NOW, demo=False)
