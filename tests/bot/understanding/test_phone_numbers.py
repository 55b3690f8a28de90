"""Phone numbers in any format."""

from bot.understanding.slots import Found
from tests.bot.understanding.slot_tables import check, find


def number(found: Found) -> str:
    return f"{found.slots.phone_number or '-'} {' '.join(found.slots.countries) or '-'}"


def test_numbers_with_a_country_code_name_their_country() -> None:
    check(
        """
        call +55 11 98765-4321 | +5511987654321 BR
        0044 20 7946 0958 | +442079460958 GB
        +49 (0)151 23456789 | +4915123456789 DE
        +1 (787) 555-0123 | +17875550123 PR
        +1-416-555-0123 | +14165550123 CA
        +7 727 250 1234 | +77272501234 KZ
        +44 1534 123456 | +441534123456 JE
        +590 590 27 12 34 | +590590271234 BL
        +49 151 ***** | +49151***** DE
        +4915123xxxxx | +4915123***** DE
        020 7946 0018 (+44 20 7946 0018) | +442079460018 GB
        """,
        number,
        home="DE",
    )


def test_numbers_without_one_are_read_as_the_organisations() -> None:
    check(
        """
        030 12345678 | +493012345678 -
        (030) 1234-5678 | +493012345678 -
        0151 23456789 | +4915123456789 -
        030 1234**** | 0301234**** -
        """,
        number,
        home="DE",
    )
    assert "home_number" in find("030 12345678", home="DE").signals


def test_other_digits_are_no_numbers() -> None:
    check(
        """
        usage of 2026-10-01 | - -
        1,000,000 minutes | - -
        412.50 EUR | - -
        10/10/2026 | - -
        20 people 45 minutes 3 calls | - -
        """,
        number,
        home="DE",
    )
