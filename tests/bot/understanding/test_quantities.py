"""Durations, head counts and groups of callers."""

# ruff: noqa: E501 (one text and what it says stay on one line of a table)

from bot.understanding.slots import Found
from tests.bot.understanding.slot_tables import check, find, slots


def minutes(found: Found) -> str:
    return str(found.slots.as_json()["minutes"] or "")


def people(found: Found) -> str:
    return str(found.slots.participants or "")


def test_durations_are_minutes_in_every_language() -> None:
    check(
        """
        45 min | 45
        45min | 45
        30 minutes | 30
        a 30-minute call | 30
        an hour and a half | 90
        half an hour | 30
        two and a half hours | 150
        1.5 hours | 90
        what is a 1.5h meeting | 90
        1h30 | 90
        1h30min | 90
        1:30 hours | 90
        2 hours and 15 minutes | 135
        three quarters of an hour | 45
        two hundred fifty minutes | 250
        90 seconds | 1.5
        1,000 minutes | 1000
        meia hora | 30
        uma hora e meia | 90
        quarenta e cinco minutos | 45
        1 hora e 20 | 80
        duas horas | 120
        media hora | 30
        hora y media | 90
        tres cuartos de hora | 45
        veinticinco minutos | 25
        une heure et demie | 90
        une demi-heure | 30
        trois quarts d'heure | 45
        quatre-vingt-dix minutes | 90
        soixante-quinze minutes | 75
        anderthalb Stunden | 90
        eine halbe Stunde | 30
        eine Dreiviertelstunde | 45
        zweieinhalb Stunden | 150
        fünfundvierzig Minuten | 45
        90-minütig | 90
        un'ora e mezza | 90
        mezz'ora | 30
        trentacinque minuti | 35
        centoventi minuti | 120
        anderhalf uur | 90
        een half uur | 30
        drie kwartier | 45
        vijfenveertig minuten | 45
        1時間半 | 90
        90分 | 90
        三十分 | 30
        二時間 | 120
        meeting at 10:30 |
        3 months |
        """,
        minutes,
    )


def test_people_are_counted_in_every_language() -> None:
    check(
        """
        20 people | 20
        with twelve attendees | 12
        a call for 8 participants | 8
        15 of us | 15
        twenty-five callers | 25
        30 minutes with 10 people from Brazil toll free | 10
        meeting with 5 in India for an hour | 5
        50 pessoas | 50
        com vinte participantes | 20
        veinte personas | 20
        une dizaine de personnes | 10
        zwölf Teilnehmer | 12
        fünfzig Personen | 50
        quindici persone | 15
        tien deelnemers | 10
        20人 | 20
        15名 | 15
        十人 | 10
        3 countries |
        2 numbers in Chile |
        """,
        people,
    )


def test_groups_of_callers_become_legs() -> None:
    check(
        """
        20 people from Germany on toll-free and 5 dial-outs to Indian mobiles, 45 minutes, every week | countries=DE,IN minutes=45 every=week legs=20/DE/toll_free/-,5/IN/dial_out/mobile
        5 in Germany and 3 in France for an hour | countries=DE,FR minutes=60 legs=5/DE/-/-,3/FR/-/-
        10 people from Brazil and 4 from Chile, all on toll-free, 30 min | countries=BR,CL call_type=toll_free minutes=30 legs=10/BR/toll_free/-,4/CL/toll_free/-
        10 pessoas do Brasil por número gratuito e 3 ligações para celulares na Índia, 1 hora | countries=BR,IN minutes=60 legs=10/BR/toll_free/-,3/IN/dial_out/mobile
        6 personas en México y 2 en Perú, 45 minutos | countries=MX,PE minutes=45 legs=6/MX/-/-,2/PE/-/-
        8 Teilnehmer aus Österreich und 2 aus der Schweiz, 90 Minuten | countries=AT,CH minutes=90 legs=8/AT/-/-,2/CH/-/-
        12 personnes en France et 3 en Belgique pendant une heure | countries=FR,BE minutes=60 legs=12/FR/-/-,3/BE/-/-
        4 persone dall'Italia e 2 dalla Spagna per un'ora | countries=IT,ES minutes=60 legs=4/IT/-/-,2/ES/-/-
        10 mensen uit Nederland en 5 uit België, 30 minuten | countries=NL,BE minutes=30 legs=10/NL/-/-,5/BE/-/-
        ドイツから10人、フランスから5人、60分 | countries=DE,FR minutes=60 legs=10/DE/-/-,5/FR/-/-
        """,
        slots,
    )


def test_a_whole_and_its_parts_count_nobody_twice() -> None:
    check(
        """
        a 45 min call with 12 people, 5 from Germany, rest US, toll-free | countries=DE,US call_type=toll_free minutes=45 legs=5/DE/toll_free/-,7/US/toll_free/-
        5 from Germany, rest US, 12 people, 45 min, toll | countries=DE,US call_type=toll minutes=45 legs=5/DE/toll/-,7/US/toll/-
        10 ppl 3 of them in Brazil toll-free 30min | countries=BR call_type=toll_free minutes=30 legs=7/-/toll_free/-,3/BR/toll_free/-
        20 people from Germany, 5 of them on mobiles, 30 min toll | countries=DE call_type=toll minutes=30 legs=15/DE/toll/-,5/DE/toll/mobile
        12 people, 5 from Germany and 7 from France, 1 hour | countries=DE,FR minutes=60 legs=5/DE/-/-,7/FR/-/-
        12 Personen, davon 5 aus Deutschland, der Rest aus Österreich, 45 Minuten | countries=DE,AT minutes=45 legs=5/DE/-/-,7/AT/-/-
        30 min com 15 pessoas, 5 delas em Portugal e o resto no Brasil, 0800 | countries=PT,BR call_type=toll_free minutes=30 legs=5/PT/toll_free/-,10/BR/toll_free/-
        12 personas, 5 de ellas en México y el resto en Perú, 45 minutos | countries=MX,PE minutes=45 legs=5/MX/-/-,7/PE/-/-
        12 personnes dont 5 en Allemagne, les autres en France, 1 heure | countries=DE,FR minutes=60 legs=5/DE/-/-,7/FR/-/-
        12 persone, di cui 5 dalla Germania, il resto dall'Italia, un'ora | countries=DE,IT minutes=60 legs=5/DE/-/-,7/IT/-/-
        12 mensen, waarvan 5 uit Duitsland, de rest uit België, 30 minuten | countries=DE,BE minutes=30 legs=5/DE/-/-,7/BE/-/-
        12 people, 4 from Germany on toll-free, 30 min | countries=DE call_type=toll_free minutes=30 legs=8/-/toll_free/-,4/DE/toll_free/-
        12 people (4 from Germany, 3 from France), toll, 1 hour | countries=DE,FR call_type=toll minutes=60 legs=5/-/toll/-,4/DE/toll/-,3/FR/toll/-
        12 people, 4 from Germany by phone, 30 min | countries=DE minutes=30 legs=8/-/-/-,4/DE/-/-
        12 people and 4 from Germany on toll-free, 30 min | countries=DE call_type=toll_free minutes=30 legs=12/-/toll_free/-,4/DE/toll_free/-
        reunião de 12 pessoas, 4 da Alemanha no número gratuito, 30 min | countries=DE call_type=toll_free minutes=30 legs=8/-/toll_free/-,4/DE/toll_free/-
        12人、うち5人はドイツから、残りはフランスから、60分 | countries=DE,FR minutes=60 legs=5/DE/-/-,7/FR/-/-
        """,
        slots,
    )


def test_parts_that_are_more_than_the_whole_are_no_groups() -> None:
    assert find("12 people, 15 from Germany, rest US, 45 min").slots.legs == ()
    assert find("12 people, 15 of them from Germany, 45 min toll").slots.legs == ()


def test_how_often_is_read() -> None:
    check(
        """
        30 minutes every day | minutes=30 every=day
        weekly for 45 min | minutes=45 every=week
        weekly 45m | minutes=45 every=week
        45 Minuten, 14-tägig | minutes=45 every=two_weeks
        1 hour per month | minutes=60 every=month
        toda semana, 1 hora | minutes=60 every=week
        cada mes media hora | minutes=30 every=month
        eine Stunde jede Woche | minutes=60 every=week
        tous les jours pendant 15 minutes | minutes=15 every=day
        ogni settimana mezz'ora | minutes=30 every=week
        elke dag een kwartier | minutes=15 every=day
        毎週60分 | minutes=60 every=week
        what is the price per month? |
        """,
        slots,
    )


def test_people_in_the_app_are_no_callers() -> None:
    check(
        """
        10 people in the app and 2 by phone from Germany toll, 30 minutes weekly | 2
        2 dial in from Germany toll, everyone else joins by app, 30 minutes | 2
        2 dial in, the rest in the app, 30 minutes | 2
        5 people from France toll, 8 in the app, 30 minutes | 5
        10 pessoas no aplicativo e 2 por telefone da Alemanha no número pago, 30 minutos | 2
        10 Personen in der App und 2 aus Deutschland über die gebührenpflichtige Nummer | 2
        10 personas en la app y 3 por teléfono desde México, una hora | 3
        10 personnes dans l'application et 3 par téléphone de France, une heure | 3
        10 persone nell'app e 3 per telefono dall'Italia, un'ora | 3
        10 mensen in de app en 3 per telefoon uit Nederland, een uur | 3
        アプリで10人、電話で3人がドイツから、1時間 | 3
        30 minutes with 20 people in the app |
        10 people on Teams, one hour |
        10 Personen in Teams und 2 aus Deutschland über die gebührenpflichtige Nummer | 2
        rates 4 CH AT DE |
        """,
        people,
    )
    legs = find("8 join by app, 5 dial in from France toll and 3 dial-outs to Spain, 30 minutes").slots.legs
    assert [leg.count for leg in legs] == [5, 3]


def every(found: Found) -> str:
    return str(found.slots.every or "")


def test_how_often_is_not_rounded_to_weekly() -> None:
    check(
        """
        twice a week, 5 people from France toll, 30 minutes | twice_week
        every two weeks, 5 people, 30 minutes | two_weeks
        biweekly call with 5 people, 30 minutes | two_weeks
        a quarterly all-hands with 200 people, an hour | quarter
        3 times a week, 5 people, 30 minutes |
        3 meetings a month with 5 people, 30 minutes |
        5 dial-outs a week, 30 minutes | week
        5 people a week, 30 minutes | week
        duas vezes por semana, 5 pessoas, 30 minutos | twice_week
        reunião quinzenal com 5 pessoas, 30 minutos | two_weeks
        3 vezes por semana, 5 pessoas, 30 minutos |
        alle zwei Wochen 5 Personen, 30 Minuten | two_weeks
        cada dos semanas 5 personas, 30 minutos | two_weeks
        deux fois par semaine, 5 personnes, 30 minutes | twice_week
        隔週、5人、30分 | two_weeks
        週に3回、5人、30分 |
        """,
        every,
    )
