"""Amounts as people type them."""

from decimal import Decimal

import pytest

from bot.answers.ledger_forms import amount_of
from pricing.errors import LedgerError


@pytest.mark.parametrize(
    ("text", "locale", "amount"),
    [
        ("500", "en", "500"),
        ("412.50", "en", "412.50"),
        ("412,50", "en", "412.50"),
        ("1,234.50", "en", "1234.50"),
        ("1,234", "en", "1234"),
        ("1.234,50", "pt-BR", "1234.50"),
        ("1.234", "de", "1234"),
        ("412.5", "pt-BR", "412.5"),
        ("1 234,50", "fr", "1234.50"),
        ("1\u202f234,50", "fr", "1234.50"),
        ("1'234.50", "it", "1234.50"),
        ("1,234,567.89", "ja", "1234567.89"),
        ("１２", "ja", "12"),
        ("-5.00", "en", "-5.00"),
        ("-1.234,5", "de", "-1234.5"),
    ],
)
def test_an_amount_is_read_as_its_language_writes_it(text, locale, amount):
    assert amount_of(text, locale) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["", "a lot", "12.34.56", "1,23,45", "5 EUR", "--5", "12e", "Infinity", "1_000"]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(LedgerError):
        amount_of(text, "en")
