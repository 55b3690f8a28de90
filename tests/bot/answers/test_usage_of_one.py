"""What one cost centre spent."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.answers.spenders import Spender, spender
from bot.answers.usage_of_one import answer, unknown
from bot.answers.usage_people import People
from bot.understanding.reading import Slots
from pricing.period import Period
from tests.bot.answers.test_usage_people import BEFORE, NOW, STAFF, spent

JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))
FRAME: dict[str, Any] = {"currency": "EUR"}


def meant(name: str, people: People) -> Spender:
    found = spender(name, STAFF, people)
    assert found is not None
    return found


def said(*more: Any, before: Any = BEFORE, name: str = "Sales") -> list[dict[str, Any]]:
    people = People([*NOW, *more], before, STAFF)
    whose = meant(name, people)
    found: list[dict[str, Any]] = answer(whose, Slots(), JUNE, people, STAFF, FRAME).view["currencies"]
    return found


def test_a_cost_centre_says_what_its_row_says_and_its_organisers_add_up() -> None:
    [sales] = said()
    row = People(NOW, BEFORE, STAFF).view("EUR")["cost_centres"][0]
    assert {name: sales[name] for name in ("calls", "minutes", "spend")} == {
        name: row[name] for name in ("calls", "minutes", "spend")
    }
    assert sum(one["spend"]["amount"] for one in sales["organisers"]) == sales["spend"]["amount"]


def test_its_share_is_of_all_and_its_change_of_its_own() -> None:
    [sales] = said()
    assert (sales["share"], sales["all"]["amount"]) == (Decimal("0.357143"), Decimal("14.00"))
    assert (sales["change"]["amount"]["amount"], sales["change"]["share"]) == (Decimal("4.00"), Decimal(4))


def test_without_calls_before_nothing_is_compared() -> None:
    assert said(before=())[0]["change"] is None


def test_another_currency_stands_apart_below_the_own() -> None:
    found = said(spent("a@contoso.example", 900, "USD"))
    assert [(one["currency"], str(one["spend"]["amount"])) for one in found] == [
        ("EUR", "5.00"),
        ("USD", "9.00"),
    ]


def test_one_organiser_is_told_alone() -> None:
    [alone] = said(name="B@contoso.example")
    assert (str(alone["spend"]["amount"]), alone["organisers"]) == ("2.00", [])


def test_the_command_lists_the_very_calls() -> None:
    people = People(NOW, BEFORE, STAFF)
    asked = Slots(countries=("BR",), call_type="dial_out")
    command = answer(meant("Sales", people), asked, JUNE, people, STAFF, FRAME).view["command"]
    assert command.endswith("2026-06-30 --cost-centre Sales --call-type dial_out --country BR")


@pytest.mark.parametrize("name", ["alma.muster", "Alma Muster", "alma", "ALMA.MUSTER@contoso.example"])
def test_an_organiser_is_known_by_any_part_of_the_sign_in_name(name: str) -> None:
    people = People([spent("alma.muster@contoso.example", 2), spent("kim@contoso.example", 3)], (), STAFF)
    assert meant(name, people).name == "alma.muster"


def test_a_part_that_two_share_means_neither() -> None:
    people = People(
        [spent("alma.muster@contoso.example", 2), spent("kim.muster@contoso.example", 3)], (), STAFF
    )
    assert spender("muster", STAFF, people) is None


def test_a_name_is_the_same_in_capitals_and_an_unknown_one_is_told_with_the_known() -> None:
    people = People(NOW, BEFORE, STAFF)
    assert (meant("SALES", people).name, spender("Marketing", STAFF, people)) == ("Sales", None)
    view = unknown("Marketing", Slots(period="2026-06"), STAFF, demo=False).view
    assert view["known"] == [{"name": "Sales", "slots": {"period": "2026-06", "cost_centre": "Sales"}}]
