"""What the codes and numbers of a usage record mean."""

import pytest

from pricing.usage import Draws, NumberKind, country_of_number, draws, number_kind, without_last_digits


@pytest.mark.parametrize("capability", ["MCOMEETACPEA", "MCOMEETACPEA_GOV", "MCOPSTNPP"])
def test_pay_per_minute_and_credits_are_counted_even_without_a_charge(capability):
    assert draws(capability, 450_000) is draws(capability, 0) is Draws.COUNTED


@pytest.mark.parametrize(
    "capability", ["FREECALL", "MCOPSTN1", "MCOPSTN9", "MCOMEETADD", "MCOMEETADD_DIALOUT_US"]
)
def test_free_calls_calling_plans_and_the_subscription_are_not_counted(capability):
    assert draws(capability, 450_000) is Draws.NOT_COUNTED


@pytest.mark.parametrize("capability", ["MCOPSTNU", "MCOEV", "", "SOMETHING_NEW"])
def test_other_codes_are_unclassified_once_they_carry_a_charge(capability):
    assert draws(capability, 450_000) is Draws.UNCLASSIFIED
    assert draws(capability, 0) is Draws.NOT_COUNTED


@pytest.mark.parametrize(
    ("number_type", "called", "kind"),
    [
        ("ConferenceTollFree", "", NumberKind.TOLL_FREE),
        ("Toll-FREE service number", "+4930123456", NumberKind.TOLL_FREE),
        ("Service", "+498001234567", NumberKind.TOLL_FREE),
        ("ConferenceToll", "+18005550100", NumberKind.TOLL_FREE),
        ("ConferenceToll", "+4930123456", NumberKind.TOLL),
        ("toll", "", NumberKind.TOLL),
        ("Service", "+4930123456", NumberKind.UNKNOWN),
        ("", "not a number", NumberKind.UNKNOWN),
    ],
)
def test_a_call_into_a_meeting_is_toll_free_by_its_number_or_its_type(number_type, called, kind):
    assert number_kind("conf_in", number_type, called) is kind


def test_calls_out_of_meetings_are_dial_out_and_others_no_conference():
    assert number_kind("conf_out", "ConferenceTollFree", "+498001234567") is NumberKind.DIAL_OUT
    assert number_kind("user_out", "ConferenceToll", "+4930123456") is NumberKind.NO_CONFERENCE


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("+4930123****", "DE"),
        ("+351910000***", "PT"),
        ("+12125550***", "US"),
        ("+14165550***", "CA"),
        ("+17875550***", "PR"),
        ("+77012345***", "KZ"),
        ("+74951234***", "RU"),
        ("+447700900***", "GB"),
        ("+80012345678", ""),
        ("030 123456", ""),
        ("anonymous", ""),
        ("", ""),
    ],
)
def test_the_first_digits_of_a_number_tell_its_country(number, country):
    assert country_of_number(number) == country


@pytest.mark.parametrize(
    ("number", "stored"),
    [
        ("+4917139200123", "+491713920****"),
        ("+49171392001***", "+4917139200****"),
        ("+49 (171) 39-200123", "+491713920****"),
        ("112", "***"),
        ("sip:alex@contoso.example", ""),
        ("", ""),
    ],
)
def test_the_last_four_digits_of_a_number_are_never_stored(number, stored):
    assert without_last_digits(number) == stored
