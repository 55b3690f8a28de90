"""Countries, however they are said."""

import csv

import pytest
from babel import Locale

from bot.understanding.place_tables import FOLDER
from tests.bot.understanding.slot_tables import check, countries, find

SENTENCES = {
    "en": "Is it available in {}?",
    "pt": "Está disponível em {}?",
    "es": "¿Está disponible en {}?",
    "fr": "Est-ce disponible en {} ?",
    "de": "Ist das in {} verfügbar?",
    "it": "È disponibile in {}?",
    "nl": "Is het beschikbaar in {}?",
    "ja": "{}で使えますか？",
}


def codes() -> list[str]:
    with (FOLDER / "codes.csv").open(encoding="utf-8", newline="") as lines:
        return [row["two"] for row in csv.DictReader(lines)]


@pytest.mark.parametrize("language", SENTENCES)
def test_every_name_of_a_country_is_read_or_asked_about(language: str) -> None:
    names = Locale(language).territories
    for code in codes():
        found = find(SENTENCES[language].format(names[code]))
        asked = found.ambiguous.options if found.ambiguous else ()
        assert found.slots.countries == (code,) or code in asked, names[code]


@pytest.mark.parametrize(
    "language", ["pl", "ru", "ar", "ko", "zh", "sv", "fi", "tr", "cs", "el", "he", "hi", "th", "vi"]
)
def test_names_in_languages_that_are_not_spoken_count(language: str) -> None:
    names = Locale(language).territories
    wrong = [names[c] for c in codes() if c in _known() and find(names[c]).slots.countries not in {(c,), ()}]
    missed = [
        names[c] for c in _known() if find(names[c]).slots.countries == () and not find(names[c]).ambiguous
    ]
    assert wrong == [] and len(missed) <= 6, (wrong, missed)


def _known() -> list[str]:
    return [
        "BR", "DE", "FR", "IT", "ES", "PT", "NL", "JP", "US", "GB", "CA", "MX", "AR", "CL", "CO", "PE", "IN",
        "CN", "AU", "NZ", "ZA", "AT", "CH", "BE", "PL", "SE", "NO", "DK", "FI", "CZ", "GR", "TR", "RU", "UA",
    ]  # fmt: skip


def test_short_forms_and_everyday_names_are_read() -> None:
    check(
        """
        UK | GB
        uk | GB
        U.K. landline | GB
        USA | US
        usa | US
        the States | US
        U.S.A. | US
        los usa | US
        UAE | AE
        ksa | SA
        Holland | NL
        England and Scotland | GB
        Great Britain | GB
        Inglaterra | GB
        Czech Republic | CZ
        Ivory Coast | CI
        Türkiye | TR
        Burma | MM
        hong kong | HK
        Hong Kong, China | HK
        Hong Kong, China and Japan | HK CN JP
        Puerto Rico, USA | PR
        Bavaria | DE
        Texas | US
        Nova Jersey | US
        Catalunya | ES
        イギリス | GB
        米国 | US
        韓国 | KR
        台湾と香港 | TW HK
        """,
        countries,
    )


def test_peoples_stand_for_their_countries() -> None:
    check(
        """
        toll-free from German mobiles | DE
        Indian landlines | IN
        celulares alemães | DE
        celular brasileiro e fixo português | BR PT
        móviles españoles | ES
        brasileño | BR
        números mexicanos | MX
        portables allemands | DE
        téléphones fixes brésiliens | BR
        deutsche Handys | DE
        vom französischen Festnetz | FR
        brasilianische Mobilnummern | BR
        cellulari tedeschi | DE
        numeri italiani | IT
        Duitse mobiele nummers | DE
        Braziliaanse vaste lijnen | BR
        ドイツ人 | DE
        Polish mobiles | PL
        polish mobiles | PL
        Swiss and Austrian callers | CH AT
        South Korean mobiles | KR
        polish the report |
        answer in German please |
        responda em português |
        ¿hablas español? |
        let me know |
        este número |
        """,
        countries,
    )


def test_cities_stand_for_their_countries() -> None:
    check(
        """
        toll number in Tirana | AL
        São Paulo | BR
        sao paulo | BR
        Frankfurt | DE
        München | DE
        ミュンヘン | DE
        東京と大阪 | JP
        Mailand | IT
        Londres | GB
        Nova York | US
        Den Haag | NL
        Kapstadt | ZA
        Ho Chi Minh City | VN
        Bangalore | IN
        San Diego, CA | US
        Birmingham, AL | US
        Mobile AL | US
        Portland OR | US
        Paris, Texas | US
        London, Paris and Berlin | GB FR DE
        Santiago de Chile | CL
        Santiago, Chile | CL
        Santiago | ?CL DO
        Newcastle | ?GB AU
        Split, Croatia | HR
        toll number in Split | HR
        calls to Nice | FR
        in Reading | GB
        """,
        countries,
    )


def test_regions_become_their_countries() -> None:
    check(
        """
        the Nordics | DK FI IS NO SE
        Benelux | BE LU NL
        DACH and the Baltics | DE AT CH EE LT LV
        Iberia | ES PT
        países nórdicos | DK FI IS NO SE
        北欧 | DK FI IS NO SE
        South Africa | ZA
        南アフリカ | ZA
        eu quero saber |
        """,
        countries,
    )
    assert len(find("everything in Zone A").slots.countries) == 44
    assert len(find("all EU countries").slots.countries) == 27


def test_cases_and_particles_of_other_languages_are_no_obstacle() -> None:
    check(
        """
        в Бразилии | BR
        w Brazylii | BR
        Brasiliassa | BR
        Brezilya'da | BR
        브라질에서 | BR
        في البرازيل | BR
        v Německu | DE
        巴西 | BR
        โทรไปญี่ปุ่น | JP
        """,
        countries,
    )
