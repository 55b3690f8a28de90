"""Countries, however they are said."""

# ruff: noqa: E501 (one text and what it says stay on one line of a table)

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
        "BR",
        "DE",
        "FR",
        "IT",
        "ES",
        "PT",
        "NL",
        "JP",
        "US",
        "GB",
        "CA",
        "MX",
        "AR",
        "CL",
        "CO",
        "PE",
        "IN",
        "CN",
        "AU",
        "NZ",
        "ZA",
        "AT",
        "CH",
        "BE",
        "PL",
        "SE",
        "NO",
        "DK",
        "FI",
        "CZ",
        "GR",
        "TR",
        "RU",
        "UA",
    ]


def test_codes_count_where_they_cannot_be_words() -> None:
    check(
        """
        rate br toll free | BR
        price pt mobile | PT
        rates for US and UK | US GB
        uk, us, de | GB US DE
        uk and us | GB US
        de/at/ch | DE AT CH
        DE, AT, CH | DE AT CH
        BRA and DEU | BR DE
        jpn landline | JP
        WHAT IS THE RATE IN BR | BR
        WHAT DOES IT COST TO CALL US FROM THE UK | GB
        rate de toll free | DE
        in the us | US
        us toll free number | US
        calls to IT | IT
        toll-free in GB | GB
        dial-in for KSA, UAE and RSA | SA AE ZA
        ligar para os EUA | US
        llamar a EEUU | US
        llamar a EE. UU. | US
        NZ landlines | NZ
        HK and SG | HK SG
        PRC mobiles | CN
        ROK | KR
        """,
        countries,
    )


def test_words_that_are_spelt_like_codes_are_words() -> None:
    check(
        """
        is it in use? |
        do you do it at no cost to us? |
        tell us the rates |
        rates for us |
        send me my id |
        es de dia no es de noche |
        o preço de toll free no mês |
        ¿es en el caso de que no se use? |
        il la fa per me e si sa |
        ist es so am Tag, und in der Nacht? |
        na na na, so be it |
        que no me lo de |
        preço de ligação |
        je te le dis, il y a un an et on est là |
        wat is er nu en of ik er in ga |
        our IT team |
        I work in IT |
        HR department |
        conference ID 123 |
        it takes 5 GB |
        9 AM to 5 PM |
        MS Teams on my PC |
        no, I mean in general |
        to be or not to be |
        quem usa o celular? |
        si usa spesso |
        ma se al contrario no |
        """,
        countries,
    )


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


def test_words_that_are_also_places_are_words() -> None:
    check(
        """
        Nice, thanks |
        nice to meet you |
        split the bill |
        reading the invoice |
        mobile rates |
        Hi Jordan |
        Jordan asked me about it |
        turkey sandwich |
        chile con carne |
        guinea pig |
        wir essen um zwölf |
        van wie is dit |
        hai un'ora? come va |
        sale de la reunión |
        male |
        hull and bath |
        welkom |
        a mesa da sala |
        uma vitória |
        je suis seul |
        pero cada día |
        """,
        countries,
    )


def test_slips_are_forgiven_but_never_across_two_countries() -> None:
    check(
        """
        avaliable in brasill? | BR
        germny | DE
        Alemnha | DE
        portugual | PT
        Mexcio | MX
        unted states | US
        united sates | US
        saudi arbia | SA
        south afirca | ZA
        reino undio | GB
        nova zelandia | NZ
        Deutchland | DE
        Frnace | FR
        swizerland | CH
        nigria | ?NG NE
        austrlia | ?AU AT
        Slovania | ?SI SK
        the chain of events |
        pain |
        my rain jacket |
        """,
        countries,
    )


def test_names_of_several_places_are_asked_about() -> None:
    check(
        """
        Georgia | ?GE US-GA
        Geórgia | ?GE US-GA
        Géorgie | ?GE US-GA
        Georgien | GE
        Atlanta, Georgia | US
        Tbilisi, Georgia | GE
        state of Georgia | US
        Congo | ?CD CG
        DR Congo | CD
        Congo-Brazzaville | CG
        コンゴ | ?CD CG
        Korea | ?KR KP
        Coreia do Sul | KR
        coreano | ?KP KR
        Guinea | ?GN GQ GW PG
        Papua New Guinea | PG
        Ireland | ?IE GB
        Northern Ireland | GB
        Republic of Ireland | IE
        Irish mobiles | IE
        Dominica | ?DM DO
        Dominican Republic | DO
        República Dominicana | DO
        dominican | ?DO DM
        Micronesia | ?FM GU MP PW
        Saint Martin | ?MF SX
        Sint Maarten | SX
        Virgin Islands | ?VI VG
        US Virgin Islands | VI
        BVI | VG
        America | ?US 019
        América Latina e Europa | AR BO BR CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV UY VE AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SK UA
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


def test_flags_and_dialling_codes_name_countries() -> None:
    check(
        """
        🇧🇷 🇵🇹 | BR PT
        🏴󠁧󠁢󠁥󠁮󠁧󠁿 | GB
        +49 numbers | DE
        0049 | DE
        +1 787 | PR
        +1 416 | CA
        +1 212 | US
        +1 | ?US CA
        +7 727 | KZ
        +7 495 | RU
        +44 1534 | JE
        +44 20 | GB
        +590 | ?GP MF BL
        +351 | PT
        """,
        countries,
    )


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
        """,
        countries,
    )
