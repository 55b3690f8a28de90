from bot.answers.dial_out_policy import _policy
from pricing.dial_out_policy import DialOut, what_if
from tests.cards.samples.availability import catalog
from tests.cards.samples.usage import FRAME
from tests.pricing.test_dial_out_policy import CALLS

MANY = [
    DialOut("DE", code, "EUR", 3, 600, 900_000 + at, 0)
    for at, code in enumerate(("AE", "BR", "IN", "JP", "US", "ZA"))
]


def view(calls, zone_a, others=()):
    found = what_if(calls, "EUR", zone_a, False)
    return FRAME | {
        "first_day": FRAME["as_of"].date().replace(month=6, day=1),
        "last_day": FRAME["as_of"].date().replace(month=6, day=30),
        "policies": [_policy(one, catalog(), "EUR") for one in found] if calls else [],
        "other_currencies": list(others),
    }


def samples(locale):
    return {
        "some are stopped": view(CALLS, {"DE", "PT"}, ["USD"]),
        "many countries are stopped": view(MANY, {"BR", "US"}),
        "Zone A stops none": view(CALLS[:2], {"DE"}),
        "no dial-out": view([], set()),
    }
