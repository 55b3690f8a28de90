"""The ledger's rules, each as a table."""

import pytest

from pricing.errors import LedgerError
from pricing.ledger import Charge, twelve_months_later
from pricing.ledger_entry import Entry, EntryKind
from tests.pricing.ledger_tables import check, instant, settled


def test_the_oldest_funds_are_used_first():
    check("""
        2026-01-10  top-up  A  50.00
        2026-03-01  top-up  B  20.00
        2026-07-15  charge  call-1  55.00
        as of 2026-07-31
        A 0.00   expires 2027-01-10
        B 15.00  expires 2027-03-01
    """)


def test_funds_of_one_instant_are_used_in_the_order_of_their_entries():
    check("""
        2026-01-10  top-up  A  50.00
        2026-01-10  top-up  B  20.00
        2026-07-15  charge  call-1  55.00
        as of 2026-07-31
        A 0.00   expires 2027-01-10
        B 15.00  expires 2027-01-10
    """)


def test_a_charge_before_any_top_up_is_a_shortfall_that_no_later_top_up_repays():
    check("""
        2026-01-05T10:00  charge  call-1  8.00
        2026-01-10        top-up  A  50.00
        2026-01-11        charge  call-2  1.00
        as of 2026-07-31
        A 49.00  expires 2027-01-10
        shortfall 8.00  1 charges, 2026-01-05 to 2026-01-05
    """)


def test_a_charge_that_is_covered_in_part_draws_what_there_is():
    check("""
        2026-01-10        top-up  A  5.00
        2026-02-01T09:00  charge  call-1  3.00
        2026-02-01T10:00  charge  call-2  4.00
        2026-02-01T11:00  charge  call-3  1.00
        2026-02-03        charge  call-4  2.00
        as of 2026-07-31
        A 0.00  expires 2027-01-10
        shortfall 5.00  3 charges, 2026-02-01 to 2026-02-03
    """)


def test_calls_of_one_start_are_drawn_in_the_order_of_their_ids():
    check("""
        2026-01-10        top-up  A  5.00
        2026-02-01T09:00  charge  call-2  4.00
        2026-02-01T09:00  charge  call-1  5.00
        2026-02-01T09:00  charge  call-3  0.00
        as of 2026-07-31
        A 0.00  expires 2027-01-10
        shortfall 4.00  1 charges, 2026-02-01 to 2026-02-01
    """)


def test_what_a_lot_still_holds_at_its_expiry_is_lost():
    check("""
        2026-01-10        top-up  A  50.00
        2026-05-01        charge  call-1  20.00
        as of 2027-01-10
        A expired 30.00  expires 2027-01-10
    """)


def test_a_lot_can_be_drawn_until_a_second_before_its_expiry():
    check("""
        2026-01-10T12:00     top-up  A  50.00
        2027-01-10T11:59:59  charge  call-1  20.00
        2027-01-10T12:00:00  charge  call-2  1.00
        as of 2027-02-01
        A expired 30.00  expires 2027-01-10T12:00:00
        shortfall 1.00  1 charges, 2027-01-10 to 2027-01-10
    """)


def test_a_lot_can_be_drawn_from_the_second_of_its_purchase():
    check("""
        2026-01-10T11:59:59  charge  call-1  1.00
        2026-01-10T12:00:00  charge  call-2  2.00
        2026-01-10T12:00     top-up  A  50.00
        as of 2026-02-01
        A 48.00  expires 2027-01-10T12:00:00
        shortfall 1.00  1 charges, 2026-01-10 to 2026-01-10
    """)


def test_nothing_after_the_as_of_instant_counts():
    check("""
        2026-01-10           top-up  A  50.00
        2026-02-01T09:00:00  charge  call-1  1.00
        2026-02-01T09:00:01  charge  call-2  2.00
        2026-02-02           top-up  B  9.00
        as of 2026-02-01T09:00:00
        A 49.00  expires 2027-01-10
    """)


def test_a_negative_adjustment_draws_like_a_charge_and_a_positive_one_is_a_lot():
    check("""
        2026-01-10  top-up      A       10.00
        2026-02-01  adjustment  refund  3.00
        2026-03-01  adjustment  fix     -12.00
        as of 2026-07-31
        A 0.00       expires 2027-01-10
        refund 1.00  expires 2027-02-01
    """)


def test_an_adjustment_that_finds_no_funds_is_a_shortfall():
    check("""
        2026-01-10        top-up      A      10.00
        2026-03-01T09:00  charge      call1  1.00
        2026-03-01T10:00  adjustment  fix    -12.00
        2026-03-01T11:00  charge      call2  1.00
        2026-03-01T12:00  charge      call3  1.00
        as of 2026-07-31
        A 0.00  expires 2027-01-10
        shortfall 5.00  3 charges, 2026-03-01 to 2026-03-01
    """)


def test_an_adjustment_draws_after_the_charges_of_its_instant():
    check("""
        2026-01-10        top-up      A      10.00
        2026-03-01T09:00  adjustment  fix    -12.00
        2026-03-01T09:00  charge      call1  8.00
        as of 2026-07-31
        A 0.00  expires 2027-01-10
        shortfall 10.00  1 charges, 2026-03-01 to 2026-03-01
    """)


def test_a_charge_a_second_later_is_not_counted_though_the_day_ends_with_it():
    check("""
        2026-01-10           top-up  A       10.00
        2026-03-01T23:59:59  charge  call-1  8.00
        as of 2026-03-01T23:59:58
        A 10.00  expires 2027-01-10
    """)


def test_an_assertion_compares_and_changes_no_lot():
    check("""
        2026-01-10        top-up     A       100.00
        2026-02-01        charge     call-1  20.00
        2026-02-10        assertion  portal  75.00
        2026-02-11        charge     call-2  1.00
        as of 2026-03-01
        A 79.00  expires 2027-01-10
        portal differs by -5.00
    """)


def test_an_adjustment_at_the_assertion_settles_it():
    check("""
        2026-01-10  top-up      A       100.00
        2026-02-10  assertion   portal  75.00
        2026-02-10  adjustment  fix     -25.00
        as of 2026-03-01
        A 75.00  expires 2027-01-10
        portal differs by 0.00
    """)


def test_an_assertion_without_an_earlier_top_up_opens_the_ledger():
    check("""
        2026-01-05  charge     call-1  20.00
        2026-02-10  assertion  portal  75.00
        2026-02-11  charge     call-2  5.00
        2026-03-01  top-up     A       10.00
        as of 2028-03-01
        portal 70.00  expires unknown
        A expired 10.00  expires 2027-03-01
        before the opening 20.00
        portal opens
    """)


def test_a_ledger_opens_only_once():
    check("""
        2026-02-10  assertion  first   75.00
        2026-03-10  assertion  second  70.00
        as of 2026-04-01
        first 75.00  expires unknown
        second differs by -5.00
    """)


def test_a_top_up_that_becomes_known_later_takes_the_opening_back():
    check("""
        2026-02-10  assertion  portal  75.00
        2026-01-10  top-up     A       80.00
        2026-02-01  charge     call-1  3.00
        as of 2026-04-01
        A 77.00  expires 2027-01-10
        portal differs by -2.00
    """)


def test_currencies_stay_apart():
    check("""
        2026-01-10  top-up  A  50.00
        2026-01-11  top-up  B  20.00  USD
        2026-02-01  charge  call-1  5.00  USD
        2026-02-01  charge  call-2  7.00  GBP
        as of 2026-07-31
        A 50.00  expires 2027-01-10
        shortfall 7.00 GBP  1 charges, 2026-02-01 to 2026-02-01
        B 15.00 USD  expires 2027-01-11
    """)


@pytest.mark.parametrize(
    ("bought", "expires"),
    [
        ("2024-02-29", "2025-02-28"),
        ("2023-02-28", "2024-02-28"),
        ("2023-03-01T00:00:01", "2024-03-01T00:00:01"),
        ("2026-03-29T01:30:00", "2027-03-29T01:30:00"),  # summer time begins in Europe
        ("2026-10-25T00:59:59", "2027-10-25T00:59:59"),  # and ends
        ("2026-12-31T23:59:59", "2027-12-31T23:59:59"),
    ],
)
def test_a_lot_expires_at_the_same_instant_twelve_calendar_months_later(bought, expires):
    assert twelve_months_later(instant(bought)) == instant(expires)


@pytest.mark.parametrize(
    ("kind", "amount", "reason"),
    [
        (EntryKind.TOP_UP, 0, None),
        (EntryKind.TOP_UP, -1, None),
        (EntryKind.ASSERTION, -1, None),
        (EntryKind.ADJUSTMENT, 0, "why"),
        (EntryKind.ADJUSTMENT, 5, " "),
    ],
)
def test_an_entry_that_cannot_be_is_refused(kind, amount, reason):
    with pytest.raises(LedgerError):
        Entry(1, kind, 0, amount, "EUR", reason)


@pytest.mark.parametrize(
    ("bought", "as_of", "expected"),
    [
        (["2026-03-01", "2026-01-10", "2026-02-01"], "2026-07-31", 2),
        (["2026-03-01", "2026-01-10", "2026-02-01"], "2027-01-10", 3),
        (["2026-03-01"], "2027-03-01", None),
        ([], "2026-07-31", None),
    ],
)
def test_next_to_expire_is_the_oldest_lot_that_still_holds_something(bought, as_of, expected):
    entries = [
        Entry(number, EntryKind.TOP_UP, instant(day), 1_000_000, "EUR")
        for number, day in enumerate(bought, 1)
    ]
    balances = settled(entries, [], instant(as_of)).balances
    found = balances[0].next_to_expire if balances else None
    assert (found and found.entry_id) == expected


def test_a_balance_says_what_is_there_what_is_lost_and_what_was_drawn():
    entries = [Entry(1, EntryKind.TOP_UP, instant("2026-01-10"), 5_000_000, "EUR")]
    charges = [Charge(instant("2026-02-01"), "call-1", 2_000_000, "EUR")]
    (before,) = settled(entries, charges, instant("2026-07-31")).balances
    (after,) = settled(entries, charges, instant("2027-01-10")).balances
    assert (before.available, before.expired, before.drawn) == (3_000_000, 0, 2_000_000)
    assert (after.available, after.expired, after.drawn) == (0, 3_000_000, 2_000_000)


def test_an_assertion_that_opens_the_ledger_has_nothing_to_differ_from():
    entries = [Entry(1, EntryKind.ASSERTION, instant("2026-01-10"), 5_000_000, "EUR")]
    (balance,) = settled(entries, [], instant("2026-07-31")).balances
    assert balance.last_assertion.opens
    assert balance.last_assertion.difference == 0


@pytest.mark.parametrize("kind", [EntryKind.TOP_UP, EntryKind.ASSERTION])
def test_what_happens_at_the_very_instant_counts(kind):
    entries = [Entry(1, kind, instant("2026-01-10"), 5_000_000, "EUR")]
    charges = [Charge(instant("2026-01-10"), "call-1", 2_000_000, "EUR")]
    (balance,) = settled(entries, charges, instant("2026-01-10")).balances
    assert (balance.available, balance.before_opening) == (3_000_000, 0)
