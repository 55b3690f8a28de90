"""What own calls were charged, beside the card's price."""

from datetime import UTC, date, datetime

from bot.answers.rates import view
from bot.understanding.reading import Slots
from pricing.imports.stand_in import load_stand_in
from pricing.organisation import Organisation
from pricing.rate_answer import Observed
from pricing.rating import RateBook
from tests.fixtures.rate_cards import contoso

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
CONTOSO = Organisation("contoso", country="DE", currency="EUR")


def seen(line_type: str, charge: int, calls: int = 30, currency: str = "EUR") -> Observed:
    """Two hundred minutes to Brazil, where the card says 0.032 and 0.110."""
    days = date(2026, 5, 1), date(2026, 7, 14)
    return Observed("dial_out", "BR", line_type, calls, 12_000, charge, 0, currency, *days)


def charged(*beside: Observed, own: bool = True) -> dict[str, tuple[str, bool]]:
    book = RateBook(load_stand_in(), contoso() if own else None)
    shown = view(Slots(countries=("BR",)), CONTOSO, book, NOW, demo=False, beside=beside)
    rows = [row for group in shown["groups"] for row in group["rows"] if row["charged"]]
    return {
        row["line_type"]: (str(row["charged"]["rate"]["amount"]), row["charged"]["agrees"]) for row in rows
    }


def test_own_calls_stand_beside_the_price_and_differ_or_not():
    found = charged(seen("mobile", 25_000_000), seen("landline", 6_412_345))
    assert found == {"mobile": ("0.125", False), "landline": ("0.0321", True)}


def test_too_few_calls_say_nothing():
    assert charged(seen("mobile", 25_000_000, calls=19)) == {}


def test_another_currency_differs_and_is_not_converted():
    assert charged(seen("mobile", 22_000_000, currency="USD")) == {"mobile": ("0.110", False)}


def test_without_an_own_card_there_is_nothing_to_stand_beside():
    assert charged(seen("mobile", 25_000_000), own=False) == {}
