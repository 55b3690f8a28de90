from decimal import Decimal

from bot.answers.estimate_form import missing, planned_legs
from bot.answers.estimate_view import form
from bot.understanding.reading import Leg, Slots
from pricing.imports.catalog_files import load_catalog
from pricing.organisation import Organisation

SETTLED = Organisation("contoso", country="DE", currency="EUR")
NEW = Organisation("new")
LEGS = (Leg(10, "BR"), Leg(5, "JP", "dial_out", "mobile"), Leg(2, "PT"))


def samples(locale):
    return {
        "everything": _form(Slots(), NEW),
        "minutes only": _form(Slots(participants=20, countries=("DE",), call_type="toll"), SETTLED),
        "how they join": _form(Slots(legs=LEGS, minutes=Decimal(30), every="week"), SETTLED),
        "how many of each": _form(Slots(participants=20, countries=("DE", "FR"), call_type="toll"), SETTLED),
        "faults": _form(Slots(participants=20), SETTLED, {"minutes": "5000", "count_0": "-3"}),
    }


def _form(slots, organisation, faults=None):
    legs = planned_legs(slots, organisation)
    return form(slots, legs, load_catalog().countries, {*missing(slots, legs), *(faults or {})}, faults or {})
