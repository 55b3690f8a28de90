"""Money, dates and names as each language writes them."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from gettext import NullTranslations

import pytest

from cards.catalogues import LOCALES, translations
from cards.formatting import Formats, bare, link, plain

SPACES = str.maketrans("\u00a0\u202f", "  ")


def formats(locale: str) -> Formats:
    return Formats(locale, translations(locale))


def shown(text: str) -> str:
    return text.translate(SPACES)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("en", "1,412.50 EUR"), ("pt-BR", "1.412,50 EUR"), ("fr", "1 412,50 EUR"), ("ja", "1,412.50 EUR")],
)
def test_money_is_amount_space_and_code_in_every_language(locale, expected):
    assert shown(formats(locale).money({"amount": Decimal("1412.5"), "currency": "EUR"})) == expected


def test_no_line_ends_between_an_amount_and_its_currency():
    euro = {"amount": Decimal("12"), "currency": "EUR"}
    assert formats("en").money(euro) == "12.00\u00a0EUR"
    assert formats("en").rate(euro) == "12.00\u00a0EUR per minute"


def test_totals_have_the_currencys_digits_with_halves_up():
    english = formats("en")
    assert shown(english.money({"amount": Decimal("0.125"), "currency": "EUR"})) == "0.13 EUR"
    assert shown(english.money({"amount": Decimal("1234.5"), "currency": "JPY"})) == "1,235 JPY"
    assert shown(english.money({"amount": Decimal("-3"), "currency": "EUR"})) == "-3.00 EUR"


@pytest.mark.parametrize("amount", ["0.0085", "0.00000001", "1234.56789"])
def test_a_rate_is_never_rounded(amount):
    rate = formats("en").rate({"amount": Decimal(amount), "currency": "USD"})
    assert shown(rate).replace(",", "") == f"{amount} USD per minute"


def test_a_rate_shows_at_least_the_currencys_digits():
    assert (
        shown(formats("pt-BR").rate({"amount": Decimal("0.1"), "currency": "EUR"})) == "0,10 EUR por minuto"
    )


def test_minutes_follow_the_languages_plurals():
    assert [formats("pt-BR").minutes(count) for count in (1, 2)] == ["1 minuto", "2 minutos"]
    assert formats("ja").minutes(90) == "90 分"
    assert formats("en").minutes(Decimal("1.5")) == "1.5 minutes"


def test_percentages():
    assert shown(formats("en").percent(Decimal("0.125"), 1)) == "12.5%"
    assert shown(formats("de").percent(Decimal("0.125"))) == "13 %"


def test_days_and_months():
    day = date(2027, 1, 10)
    assert formats("en").day(day) == "10\u00a0January 2027"
    assert shown(formats("en").day(day, "medium")) == "10 Jan 2027"
    assert formats("pt-BR").month(day) == "janeiro de 2027"


def test_an_instant_is_shown_in_utc_to_the_minute():
    instant = datetime(2026, 7, 15, 16, 30, 59, tzinfo=timezone(timedelta(hours=2)))
    assert shown(formats("en").instant(instant)) == "15 July 2026, 14:30 UTC"


@pytest.mark.parametrize("locale", LOCALES)
def test_instants_read_well_in_every_language(locale):
    text = shown(formats(locale).instant(datetime(2026, 7, 15, 14, 30, tzinfo=UTC)))
    assert text.endswith("14:30 UTC") and "'" not in text and "{" not in text


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        formats("en").instant(datetime(2026, 7, 15, 14, 30))  # noqa: DTZ001


def test_country_names_are_those_of_the_language():
    assert formats("pt-BR").country("DE") == "Alemanha"
    assert formats("en").country("HK") == "Hong Kong SAR"
    assert formats("en").countries(["BR", "DE", "JP"]) == "Brazil, Germany and Japan"


@pytest.mark.parametrize("locale", LOCALES)
def test_no_two_countries_share_a_name(locale):
    names = [formats(locale).country(code) for code in ("GE", "US-GA", "CD", "CG", "KP", "KR", "DM", "DO")]
    assert len(set(names)) == len(names)


def test_typed_text_loses_its_powers_but_not_its_look():
    assert plain("[a](b)") == r"\[a\]\(b\)"
    assert plain("1. one\n2. two") == r"1\. one 2. two"
    assert plain("see https://evil.example") == "see https:\u2060//evil.\u2060example"
    assert bare("[a]\u202e") == "[a]"
    assert len(bare("x" * 1000)) == 300


def test_only_secure_addresses_become_links():
    assert link("https://a.example/b(c) d") == "https://a.example/b%28c%29%20d"
    with pytest.raises(ValueError, match="https"):
        link("javascript:alert(1)")


def test_a_sentence_without_translation_stays_english():
    assert (
        Formats("de", NullTranslations())
        .rate({"amount": Decimal(1), "currency": "EUR"})
        .endswith("per minute")
    )
