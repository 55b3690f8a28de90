"""What dial-out would have cost under each policy."""

from pricing.dial_out_policy import DialOut, what_if

CALLS = [
    DialOut("DE", "DE", "EUR", 10, 600, 1_000_000, 0),
    DialOut("PT", "DE", "EUR", 5, 300, 500_000, 100_000),
    DialOut("DE", "AE", "EUR", 2, 300, 3_000_000, 40_000),
    DialOut("DE", "", "EUR", 1, 60, 70_000, 0),
    DialOut("DE", "DE", "USD", 1, 60, 9_000_000, 0),
]


def limited(charge_includes_fee: bool = False):
    found = what_if(CALLS, "EUR", {"DE", "PT"}, charge_includes_fee)
    return {
        one.allows: (one.calls, one.stopped_calls, one.micro_units, one.saved_micro_units) for one in found
    }


def test_every_policy_lets_through_or_stops_each_call():
    assert limited() == {
        "any": (18, 0, 4_710_000, 0),
        "zone_a": (15, 3, 1_600_000, 3_110_000),
        "domestic": (10, 8, 1_000_000, 3_710_000),
        "none": (0, 18, 0, 4_710_000),
    }


def test_fees_are_left_out_where_charges_hold_them():
    assert limited(charge_includes_fee=True)["any"][2] == 4_570_000


def test_stopped_countries_come_dearest_first():
    domestic = next(one for one in what_if(CALLS, "EUR", {"DE"}, False) if one.allows == "domestic")
    assert domestic.stopped == (("AE", 2, 3_040_000), ("DE", 5, 600_000), ("", 1, 70_000))
