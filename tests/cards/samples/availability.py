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
COUNTRIES = ("BR", "BN", "CN", "DE", "EG", "ID", "IN", "KZ", "LV", "RU", "TH", "TW", "US", "VN", "AD")


def samples(locale):
    views = {f"{code}, {name}": _view(code, slots) for code in COUNTRIES for name, slots in FOCI.items()}
    views["the organisation's own"] = _view("DE", Slots(), assumed=True)
    return {**views, "which country": which_country(Slots(), catalog())}


@cache
def catalog():
    return load_catalog()


def _view(code, slots, assumed=False):
    return one_country(code, slots, catalog(), TODAY, assumed=assumed)
