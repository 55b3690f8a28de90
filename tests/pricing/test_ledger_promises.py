"""The ledger's promises over ledgers that nobody thought of."""

from itertools import groupby
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.ledger import statement
from tests.pricing import ledger_oracle
from tests.pricing.ledger_strategies import CURRENCIES, charges, entries, instants
from tests.pricing.ledger_tables import settled, summed
from tests.sizes import size


@settings(max_examples=size("M3 ledgers"), deadline=None)
@given(entries(), charges, instants)
def test_the_ledger_agrees_with_the_oracle_at_any_instant(entries, charges, as_of):
    found = settled(entries, charges, as_of)
    ledger_oracle.agrees(found, entries, charges)


@settings(max_examples=size("M3 ledgers"), deadline=None)
@given(entries(), charges, instants)
def test_sums_say_the_same_as_single_charges(entries, charges, as_of):
    by_day = {
        day: list(ones) for day, ones in groupby(sorted(charges), lambda one: one[0] // 86_400 * 86_400)
    }
    assert statement(entries, summed(charges), by_day, as_of) == settled(entries, charges, as_of)


@settings(max_examples=size("M9 ledgers"), deadline=None)
@given(entries(), charges, instants)
def test_a_currency_says_the_same_without_the_others(entries, charges, as_of):
    together = {one.currency: one for one in settled(entries, charges, as_of).balances}
    for currency in CURRENCIES:
        own_entries = [one for one in entries if one.currency == currency]
        own_charges = [one for one in charges if one.currency == currency]
        alone = settled(own_entries, own_charges, as_of).balances
        assert list(alone) == ([together[currency]] if currency in together else [])


@settings(max_examples=size("M4 orders"), deadline=None)
@given(entries(), charges, instants, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(entries, charges, as_of, random: Random):
    shuffled_entries, shuffled_charges = list(entries), list(charges)
    random.shuffle(shuffled_entries)
    random.shuffle(shuffled_charges)
    assert settled(shuffled_entries, shuffled_charges, as_of) == settled(entries, charges, as_of)


@settings(max_examples=size("M3 ledgers"), deadline=None)
@given(entries(), charges, instants, instants)
def test_the_past_does_not_depend_on_what_happened_later(entries, charges, as_of, later):
    early_entries = [one for one in entries if one.instant <= max(as_of, later)]
    early_charges = [one for one in charges if one.instant <= max(as_of, later)]
    assert settled(early_entries, early_charges, as_of) == settled(entries, charges, as_of)
