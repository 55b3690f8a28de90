from datetime import date
from functools import cache

from bot.answers.availability_view import one_country, which_country
from bot.understanding.reading import Slots
from pricing.imports.catalog_files import load_catalog

TODAY = date(2026, 7, 15)
FOCI = {
    "to buy": Slots(),
    "toll": Slots(call_type="toll"),
    "toll-free": Slots(call_type="toll_free"),
    "from mobiles": Slots(call_type="toll_free", line_type="mobile"),
    "from landlines": Slots(line_type="landline"),
    "dial-out": Slots(call_type="dial_out"),
    "credits": Slots(feature="communications_credits"),
}
SHOWN = {
    "BR": "to buy",
    "DE": "from mobiles",
    "CN": "toll-free",
    "US": "toll",
    "RU": "credits",
    "VN": "toll-free",
    "IN": "to buy",
    "BN": "to buy",
    "TR": "dial-out",
    "AR": "from landlines",
    "UA": "to buy",
    "AD": "to buy",
}


def samples(locale):
    views = {f"{code}, {name}": _view(code, FOCI[name]) for code, name in SHOWN.items()}
    views["the organisation's own"] = _view("DE", Slots(), assumed=True)
    return {**views, "which country": which_country(Slots(), catalog())}


@cache
def catalog():
    return load_catalog()


def _view(code, slots, assumed=False):
    return one_country(code, slots, catalog(), TODAY, assumed=assumed)
