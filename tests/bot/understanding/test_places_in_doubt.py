"""What could be a country and is not, or could be two: codes, everyday words, slips and namesakes."""

# ruff: noqa: E501 (one text and what it says stay on one line of a table)

from tests.bot.understanding.slot_tables import check, countries


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
        rates 4 CH AT DE | CH AT DE
        what do we pay at DE | DE
        calls at 10 AM US time | US
        our IT US contacts | US
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
        cuánto costarían tres minutos |
        nos custariam mais |
        quanto costerebbero |
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
