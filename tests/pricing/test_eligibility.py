"""Who can have pay-per-minute: every gate, and what the gates come to."""

from dataclasses import replace

import pytest

from pricing.catalog import Catalog
from pricing.eligibility import GATES, STATUSES, VERDICTS, Gate, judge
from pricing.imports.catalog_files import load_catalog
from pricing.organisation import AGREEMENTS, Organisation

READY = Organisation(
    "t",
    country="DE",
    currency="EUR",
    agreement="EA",
    credits_set_up=True,
    licence_assigned=True,
    auto_recharge=True,
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def gate(catalog: Catalog, key: str, balance: bool | None = True, **changes) -> Gate:
    verdict = judge(replace(READY, **changes), catalog, balance)
    return next(gate for gate in verdict.gates if gate.key == key)


@pytest.mark.parametrize(
    ("agreement", "status"),
    [
        ("EA", "met"),
        ("EAS", "met"),
        ("EES", "met"),
        ("CSP", "missing"),
        ("WEB_DIRECT", "missing"),
        ("MPSA", "unknown"),
        ("OPEN", "unknown"),
        ("MCA", "unknown"),
        (None, "unknown"),
    ],
)
def test_the_agreement(catalog, agreement, status):
    found = gate(catalog, "agreement", agreement=agreement)
    assert found.status == status
    assert found.role == (None if status == "met" else "account_representative")


@pytest.mark.parametrize(
    ("country", "status", "reason"),
    [
        ("DE", "met", "subscription_or_pay_per_minute"),
        ("RU", "missing", "no_credits"),
        ("AD", "unknown", "not_listed"),
        (None, "unknown", "country_not_known"),
    ],
)
def test_the_country(catalog, country, status, reason):
    found = gate(catalog, "country", country=country)
    assert (found.status, found.reason) == (status, reason)


@pytest.mark.parametrize(
    ("set_up", "balance", "status", "reason"),
    [
        (True, True, "met", "set_up_with_balance"),
        (True, False, "missing", "no_balance"),
        (True, None, "unknown", "balance_not_known"),
        (False, None, "missing", "not_set_up"),
        (None, None, "unknown", "not_known"),
    ],
)
def test_communications_credits(catalog, set_up, balance, status, reason):
    found = gate(catalog, "credits", balance, credits_set_up=set_up)
    assert (found.status, found.reason) == (status, reason)


@pytest.mark.parametrize(("assigned", "status"), [(True, "met"), (False, "missing"), (None, "unknown")])
def test_the_licence_of_each_user(catalog, assigned, status):
    assert gate(catalog, "licence", licence_assigned=assigned).status == status


@pytest.mark.parametrize(("on", "status"), [(True, "met"), (False, "recommended"), (None, "recommended")])
def test_auto_recharge_is_recommended(catalog, on, status):
    assert gate(catalog, "auto_recharge", auto_recharge=on).status == status


@pytest.mark.parametrize("assigned", [True, False, None])
def test_the_credits_licence_is_disputed_whatever_is_assigned(catalog, assigned):
    found = gate(catalog, "credits_licence", credits_licence_assigned=assigned)
    assert found.status == "disputed"
    assert found.dispute is catalog.disputes["licence.credits_licence_per_user"]


def test_everything_met_is_ready(catalog):
    assert judge(READY, catalog, True).code == "ready"


def test_what_is_only_recommended_or_disputed_holds_nothing_up(catalog):
    assert judge(replace(READY, auto_recharge=False), catalog, True).code == "ready"


def test_what_is_left_to_do_does_not_stop_the_purchase(catalog):
    assert judge(replace(READY, credits_set_up=False), catalog, None).code == "can_get"
    assert judge(replace(READY, licence_assigned=None), catalog, True).code == "can_get"


def test_a_no_outweighs_what_is_not_known(catalog):
    assert judge(replace(READY, agreement=None), catalog, True, ["RU"]).code == "no"
    assert judge(replace(READY, agreement=None), catalog, True).code == "unknown"


def test_countries_asked_about_take_the_place_of_the_own_one(catalog):
    verdict = judge(replace(READY, country="RU"), catalog, True, ["BR", "PT"])
    assert [gate.subject for gate in verdict.gates if gate.key == "country"] == ["BR", "PT"]
    assert verdict.code == "ready"


def test_under_new_commerce_credits_are_not_sold_and_auto_recharge_goes_off(catalog):
    verdict = judge(replace(READY, agreement="MCA", credits_set_up=False), catalog, None)
    reasons = {gate.key: gate.reason for gate in verdict.gates}
    assert verdict.new_commerce
    assert reasons["credits"] == "not_sold_for_new_commerce"
    assert reasons["auto_recharge"] == "turn_off_for_new_commerce"


@pytest.mark.parametrize("agreement", [*AGREEMENTS, None])
@pytest.mark.parametrize("country", ["DE", "RU", "AD", None])
@pytest.mark.parametrize("known", [True, False, None])
def test_every_gate_has_a_source_and_every_open_one_somebody_to_fix_it(catalog, agreement, country, known):
    profile = Organisation(
        "t", country=country, agreement=agreement, credits_set_up=known, licence_assigned=known
    )
    verdict = judge(profile, catalog, None)
    assert verdict.code in VERDICTS
    assert [gate.key for gate in verdict.gates] == list(GATES)
    for found in verdict.gates:
        assert found.status in STATUSES and found.sources
        assert found.status == "met" or found.role
