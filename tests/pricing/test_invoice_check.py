"""Charges held against the card in force, and their CSV that no spreadsheet runs."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from pricing.findings_csv import findings_csv, inert
from pricing.invoice_check import InvoiceCheck, InvoiceChecker
from pricing.rate_card import Rate, RateCard
from pricing.usage import UsageRecord

OLD = RateCard(
    "old", "EUR", date(2026, 1, 1), (Rate("dial_out", "BR", "55", "Brazil", "all", 100_000, 20_000),)
)
NEW = RateCard(
    "new",
    "EUR",
    date(2026, 7, 1),
    (
        Rate("dial_out", "BR", "55", "Brazil", "all", 120_000, 20_000),
        Rate("toll", "DE", "", "Germany", "all", 10_000),
        Rate("dial_out", "PT", "351", "Portugal", "landline", 10_000),
        Rate("dial_out", "PT", "35191", "Portugal", "mobile", 50_000),
    ),
)


def record(charge: str, **changes) -> UsageRecord:
    """A call of ten minutes to Brazil on 10 July 2026."""
    values = {
        "usage_id": "id-1", "started_at": at("2026-07-10"), "duration_seconds": 600, "call_type": "conf_out",
        "charge_micro_units": int(charge.replace(".", "")) * 10_000, "fee_micro_units": 20_000,
        "currency": "EUR", "capability": "MCOMEETACPEA", "draws": "counted", "number_kind": "dial_out",
        "country": "BR", "call_id": "", "conference_id": "", "user_principal_name": "alex@contoso.example",
        "user_display_name": "", "user_country": "DE", "caller_number": "", "number_type": "",
        "destination_number": "+551191234****", "destination_name": "Brazil",
    }  # fmt: skip
    return UsageRecord(**(values | changes))


def at(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


def checked(*records: UsageRecord, step_seconds: int = 6, includes_fee: bool = False) -> InvoiceCheck:
    checker = InvoiceChecker([OLD, NEW], "EUR", step_seconds, includes_fee)
    for one in records:
        checker.add(one)
    return checker.found.sorted_()


def test_a_charge_by_the_card_agrees():
    found = checked(record("1.20"))
    assert (found.checked, found.agreeing, found.charged, found.expected) == (1, 1, 1_220_000, 1_220_000)


def test_the_card_in_force_at_the_start_decides():
    assert checked(record("1.00", started_at=at("2026-06-30"))).agreeing == 1
    [one] = checked(record("1.00", started_at=at("2026-07-01"))).differences
    assert (one.card, one.by) == ("new", -200_000)


@pytest.mark.parametrize(("charge", "differs"), [("1.21", 0), ("1.22", 1), ("1.19", 0), ("1.18", 1)])
def test_half_a_cent_and_one_steps_price_are_rounding(charge, differs):
    assert checked(record(charge)).differing == differs


def test_a_longer_step_widens_what_is_rounding():
    assert checked(record("1.32"), step_seconds=60).differing == 0
    assert checked(record("1.33"), step_seconds=60).differing == 1


def test_fees_are_held_against_the_cards_fee():
    [one] = checked(record("1.20", fee_micro_units=520_000)).differences
    assert one.by == 500_000
    assert checked(record("1.22"), includes_fee=True).differing == 0


def test_a_masked_number_with_several_prices_is_wrong_only_outside_all_of_them():
    masked = {"destination_number": "+351****", "country": "PT", "fee_micro_units": 0}
    assert checked(record("0.10", **masked), record("0.50", **masked)).agreeing == 2
    [one] = checked(record("0.60", **masked)).differences
    assert one.expected == 500_000


def test_dial_in_is_checked_by_the_country_of_the_number():
    toll = {"number_kind": "toll", "call_type": "conf_in", "country": "DE", "fee_micro_units": 0}
    assert checked(record("0.10", **toll)).agreeing == 1


def test_what_cannot_be_checked_is_counted_apart():
    found = checked(
        record("1.00", country="AQ", destination_number="+67210****"),
        record("1.00", number_kind="unknown", call_type="conf_in"),
        record("0.00", capability="FREECALL"),
        record("1.00", currency="USD"),
        record("1.00", capability="MCOMEETADD"),
        record("1.00", number_kind="no_conference", call_type="user_out"),
    )
    assert (found.checked, found.without_rate, found.free) == (0, 2, 1)
    assert found.other_currencies == {"USD": 1}


def test_before_any_card_there_is_no_rate():
    assert checked(record("1.00", started_at=at("2025-12-31"))).without_rate == 1


def test_too_much_and_too_little_are_summed_apart_and_the_largest_comes_first():
    found = checked(record("2.20"), record("1.00", usage_id="id-2"), record("6.20", usage_id="id-3"))
    assert (found.too_much, found.too_little) == (6_000_000, 200_000)
    assert [one.record.usage_id for one in found.differences] == ["id-3", "id-1", "id-2"]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+49****", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "|cmd", "%x", "-"]
)
def test_what_begins_like_a_formula_is_made_inert(cell):
    assert inert(cell) == f"'{cell}"


def test_plain_text_and_numbers_stay_as_they_are():
    assert [inert(cell) for cell in ("", "alex", "1.20", "-0.20", "2026-07-10")] == [
        "", "alex", "1.20", "-0.20", "2026-07-10"
    ]  # fmt: skip


def test_the_csv_holds_every_difference_with_its_figures():
    hostile = record("2.20", user_principal_name='=HYPERLINK("https://x.example")')
    [row] = csv.DictReader(io.StringIO(findings_csv(checked(hostile).differences)))
    assert row["UPN"] == '\'=HYPERLINK("https://x.example")'
    assert (row["Charged"], row["Expected"], row["Difference"]) == ("2.22", "1.22", "1.00")
    assert row["Destination Number"] == "'+551191234****"


def test_the_csv_tells_what_could_not_be_checked_and_why():
    found = checked(
        record("1.00", country="AQ", destination_number="+67210****"),
        record("0.00", capability="FREECALL"),
        record("1.00", currency="USD"),
    )
    rows = list(csv.DictReader(io.StringIO(findings_csv(found.others))))
    assert [row["Finding"] for row in rows] == [
        "no rate on the card", "free (FREECALL)", "another currency, not checked"
    ]  # fmt: skip
    assert {row["Expected"] + row["Difference"] + row["Rate Card"] for row in rows} == {""}
