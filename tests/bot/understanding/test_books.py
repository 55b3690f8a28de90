"""What is said of the books, by rule: an import to take back, and the portal's figure."""

from datetime import date
from decimal import Decimal

import pytest

from bot.composition import Services
from bot.understanding.reading import Context, Reading


def read(loaded: Services, text: str, after: str | None = None) -> Reading:
    return loaded.reader.read(text, Context(intent=after), date(2026, 7, 15))


@pytest.mark.parametrize(
    "text",
    [
        "undo the last import",
        "take back the rate card",
        "desfazer a última importação",
        "deshacer la última importación",
        "annuler le dernier import",
        "den letzten Import rückgängig machen",
        "annulla l'ultima importazione",
        "de laatste import ongedaan maken",
        "最後のインポートを取り消す",
    ],
)
def test_an_import_to_take_back_is_about_the_books(loaded, text):
    reading = read(loaded, text)
    assert (reading.intent, reading.slots.topic, reading.ambiguous) == ("usage", "audit", None)


@pytest.mark.parametrize(
    "text",
    [
        "portal says 1100",
        "o portal diz 1100",
        "das Portal zeigt 1.100,00",
        "le portail affiche 1100",
        "ポータルでは1100です",
    ],
)
def test_the_portals_figure_needs_no_currency(loaded, text):
    reading = read(loaded, text, after="balance")
    assert (reading.intent, reading.slots.topic, reading.slots.amount) == ("balance", None, Decimal(1100))


@pytest.mark.parametrize(
    "text", ["what does the portal say?", "the portal says 35 of 40", "our balance on 1 July in the portal"]
)
def test_several_numbers_or_a_day_are_no_figure(loaded, text):
    assert read(loaded, text, after="balance").slots.amount is None
