from datetime import UTC, datetime
from decimal import Decimal

from bot.answers.which_number import view
from pricing.imports.catalog_files import load_catalog
from pricing.imports.stand_in import load_stand_in
from pricing.organisation import Organisation
from pricing.rating import RateBook
from tests.fixtures.rate_cards import contoso

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
CONTOSO = Organisation("contoso", country="DE", currency="EUR")


def samples(locale):
    own, stand_in = RateBook(load_stand_in(), contoso()), RateBook(load_stand_in())
    return {
        "own card, one country": _view(own, "US"),
        "own card, toll-free by phone": _view(own, "DE"),
        "own card with a fee": _view(own, "FR", minutes=Decimal(60)),
        "stand-in: not compared": _view(stand_in, "DE"),
        "no rate known": _view(stand_in, "KP"),
        "four countries, demo": _view(own, "GB", "BR", "CN", "IN", demo=True),
        "stand-in, ranges and starting prices": _view(stand_in, "GB", "US"),
    }


def _view(book, *countries, minutes=None, demo=False):
    return view(countries, minutes, CONTOSO, book, load_catalog(), NOW, demo)
