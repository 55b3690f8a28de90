"""The parts of an estimate: known from the question, or added by the form."""

from decimal import Decimal

import pytest

from bot.answers.estimate_form import filled, missing, planned_legs
from bot.understanding.reading import Leg, Slots
from pricing.organisation import Organisation

CONTOSO = Organisation("contoso", country="DE", currency="EUR")
UNKNOWN = Organisation("unknown")


def parts(organisation: Organisation = CONTOSO, **slots: object) -> tuple[Leg, ...]:
    return planned_legs(Slots(**slots), organisation)


def test_people_in_one_country_are_one_group() -> None:
    assert parts(participants=20, countries=("PT",), call_type="toll") == (Leg(20, "PT", "toll"),)


def test_without_a_country_it_is_the_organisations() -> None:
    assert parts(participants=20, call_type="toll") == (Leg(20, "DE", "toll"),)


def test_minutes_to_a_kind_of_line_are_one_call_out() -> None:
    assert parts(countries=("FR",), line_type="mobile") == (Leg(1, "FR", "dial_out", "mobile"),)


def test_a_phone_number_tells_country_and_line() -> None:
    assert parts(phone_number="+351912345678") == (Leg(1, "PT", "dial_out", "mobile"),)


def test_people_of_several_countries_are_counted_for_each() -> None:
    legs = parts(participants=20, countries=("DE", "FR"), call_type="toll")
    assert missing(Slots(minutes=Decimal(30)), legs) == {"count_0", "count_1"}


def test_what_is_missing_is_named_for_each_group() -> None:
    legs = parts(legs=(Leg(10, "BR"), Leg(5, "JP", "dial_out")))
    assert missing(Slots(), legs) == {"minutes", "call_type_0"}


def test_everything_is_missing_for_an_unknown_organisation() -> None:
    assert missing(Slots(), parts(UNKNOWN)) == {"minutes", "count_0", "country_0", "call_type_0"}


def test_the_form_adds_what_was_missing() -> None:
    data = {"count_0": "4", "country_0": "PT", "call_type_0": "dial_out", "line_type_0": "mobile",
            "minutes": "20,5", "every": "week"}  # fmt: skip
    slots, faults = filled(Slots(), parts(UNKNOWN), data)
    assert faults == ()
    assert (slots.minutes, slots.every, slots.legs) == (
        Decimal("20.5"), "week", (Leg(4, "PT", "dial_out", "mobile"),))  # fmt: skip
    assert missing(slots, planned_legs(slots, UNKNOWN)) == set()


def test_what_was_known_stays() -> None:
    asked = Slots(participants=10, countries=("DE",), minutes=Decimal(30))
    slots, _ = filled(asked, planned_legs(asked, CONTOSO), {"call_type_0": "toll"})
    assert (slots.minutes, slots.legs) == (Decimal(30), (Leg(10, "DE", "toll"),))


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [("minutes", "0", "minutes"), ("minutes", "1441", "minutes"), ("minutes", "NaN", "minutes"),
     ("minutes", "soon", "minutes"), ("count_0", "-1", "count_0"), ("count_0", "2.5", "count_0"),
     ("count_0", "100001", "count_0")],
)  # fmt: skip
def test_a_number_that_cannot_be_is_a_fault(field: str, value: str, fault: str) -> None:
    _, faults = filled(Slots(), parts(UNKNOWN), {field: value})
    assert faults == (fault,)


@pytest.mark.parametrize(
    ("field", "value"), [("country_0", "Atlantis"), ("call_type_0", "ring"), ("every", "hour")]
)
def test_a_choice_that_was_not_offered_is_left_out(field: str, value: str) -> None:
    slots, faults = filled(Slots(), parts(UNKNOWN), {field: value})
    assert (faults, slots.legs, slots.every) == ((), (Leg(0),), None)
