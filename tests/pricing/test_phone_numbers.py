"""Phone numbers in any writing."""

import pytest

from pricing.phone_numbers import calling_code, parse


@pytest.mark.parametrize(
    ("written", "e164", "country", "line_type"),
    [
        ("+351 912 345 678", "+351912345678", "PT", "mobile"),
        ("0171 1234567", "+491711234567", "DE", "mobile"),
        ("0044 20 7946 0958", "+442079460958", "GB", "landline"),
        ("(030) 901820", "+4930901820", "DE", "landline"),
        ("+1 425 555 0100", "+14255550100", "US", None),
        ("+1 800 555 1234", "+18005551234", "US", "toll_free"),
        ("+44 300 123 4567", "+443001234567", "GB", "special"),
        ("+55 (11) 91234-5678", "+5511912345678", "BR", "mobile"),
    ],
)
def test_a_number_in_any_writing(written: str, e164: str, country: str, line_type: str | None) -> None:
    number = parse(written, "DE")
    assert number
    assert (number.e164, number.country, number.line_type) == (e164, country, line_type)


@pytest.mark.parametrize(
    ("written", "e164", "country", "line_type", "known"),
    [
        ("+49 30 123***", "+4930123***", "DE", "landline", "4930123"),
        ("+5511 9123xxxxx", "+55119123*****", "BR", "mobile", "55119123"),
        ("+1425555****", "+1425555****", "US", None, "1425555"),
        ("+447911***456", "+447911***456", None, "mobile", "447911"),
    ],
)
def test_a_masked_number_keeps_its_mask(
    written: str, e164: str, country: str | None, line_type: str | None, known: str
) -> None:
    number = parse(written, None)
    assert number
    assert (number.e164, number.country, number.line_type, number.known_digits, number.masked) == (
        e164, country, line_type, known, True)  # fmt: skip


@pytest.mark.parametrize("written", ["", "hello", "******", "030 901820", "1" * 80])
def test_what_is_no_number_is_none(written: str) -> None:
    assert parse(written, None) is None


def test_an_old_writing_with_a_country_code_still_has_its_digits() -> None:
    number = parse("+52 1 55 1234 5678", None)
    assert number
    assert number.known_digits.startswith("521")


@pytest.mark.parametrize(
    ("digits", "code"), [("14255550100", "1"), ("4930", "49"), ("351912", "351"), ("77", "7"), ("49", "49")]
)
def test_the_calling_code_begins_the_digits(digits: str, code: str) -> None:
    assert calling_code(digits) == code


def test_calling_codes_are_those_of_the_numbering_plan() -> None:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    assert all(calling_code(f"{code}9") == str(code) for code in COUNTRY_CODE_TO_REGION_CODE)
