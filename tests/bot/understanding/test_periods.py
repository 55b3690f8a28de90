"""Periods, seen from Monday 23 November 2026."""

from bot.understanding.slots import Found
from tests.bot.understanding.slot_tables import check


def period(found: Found) -> str:
    return found.slots.period or ""


def test_periods_in_english() -> None:
    check(
        """
        last month | 2026-10
        this month | 2026-11
        usage in October | 2026-10
        how much in December? | 2025-12
        November | 2026-11
        October 2025 | 2025-10
        Q3 | 2026-Q3
        Q4 2025 | 2025-Q4
        third quarter of 2025 | 2025-Q3
        last quarter | 2026-Q3
        first half of November | 2026-11-01/2026-11-15
        second half of October | 2026-10-16/2026-10-31
        since March | 2026-03-01/2026-11-23
        from March to May | 2026-03-01/2026-05-31
        1-15 October | 2026-10-01/2026-10-15
        October 3 to 9 | 2026-10-03/2026-10-09
        3rd of October | 2026-10-03/2026-10-03
        the last 30 days | 2026-10-25/2026-11-23
        last week | 2026-11-16/2026-11-22
        yesterday | 2026-11-22/2026-11-22
        today | 2026-11-23/2026-11-23
        2026-10 | 2026-10
        2026-10-01 to 2026-10-15 | 2026-10-01/2026-10-15
        10/2026 | 2026-10
        H1 2026 | 2026-01-01/2026-06-30
        in 2025 | 2025-01-01/2025-12-31
        last year | 2025-01-01/2025-12-31
        next month | 2026-12
        may I see the usage? |
        and may? | 2026-05
        check the may invoice | 2026-05
        who may join |
        June and May | 2026-05-01/2026-06-30
        we march on |
        30 minutes in Oman |
        """,
        period,
    )


def test_periods_in_other_languages() -> None:
    check(
        """
        mês passado | 2026-10
        stimmt die Rechnung vom mai | 2026-05
        outubro de 2025 | 2025-10
        este mês | 2026-11
        desde março | 2026-03-01/2026-11-23
        segunda quinzena de outubro | 2026-10-16/2026-10-31
        1º trimestre | 2026-Q1
        últimos 7 dias | 2026-11-17/2026-11-23
        entre março e maio | 2026-03-01/2026-05-31
        el mes pasado | 2026-10
        primera mitad de noviembre | 2026-11-01/2026-11-15
        desde enero | 2026-01-01/2026-11-23
        el tercer trimestre | 2026-Q3
        le mois dernier | 2026-10
        en septembre | 2026-09
        depuis janvier | 2026-01-01/2026-11-23
        première quinzaine d'octobre | 2026-10-01/2026-10-15
        letzten Monat | 2026-10
        im Oktober | 2026-10
        seit März | 2026-03-01/2026-11-23
        erste Hälfte November | 2026-11-01/2026-11-15
        drittes Quartal 2025 | 2025-Q3
        il mese scorso | 2026-10
        a settembre | 2026-09
        prima metà di novembre | 2026-11-01/2026-11-15
        vorige maand | 2026-10
        sinds maart | 2026-03-01/2026-11-23
        eerste helft van november | 2026-11-01/2026-11-15
        先月 | 2026-10
        今月の利用 | 2026-11
        10月 | 2026-10
        2025年10月 | 2025-10
        10月前半 | 2026-10-01/2026-10-15
        3月以降 | 2026-03-01/2026-11-23
        第3四半期 | 2026-Q3
        過去30日 | 2026-10-25/2026-11-23
        10月1日から15日 | 2026-10-01/2026-10-15
        昨日 | 2026-11-22/2026-11-22
        """,
        period,
    )
