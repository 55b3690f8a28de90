from bot.answers.availability_view import comparison
from bot.understanding.reading import Slots
from tests.cards.samples.availability import FOCI, TODAY, catalog

FEW = ("BR", "RU", "AD")
MANY = ("DE", "FR", "GB", "IT", "ES", "PT", "CN", "IN", "US", "MX", "VN", "CF")


def samples(locale):
    views = {f"three, {name}": comparison(FEW, slots, catalog(), TODAY) for name, slots in FOCI.items()}
    many = {f"many, {name}": comparison(MANY, slots, catalog(), TODAY) for name, slots in FOCI.items()}
    codes = tuple(catalog().countries)
    zone_a = tuple(code for code in codes if catalog().countries[code].zone_a)
    every = {
        "every country": comparison((*codes, "AD"), Slots(), catalog(), TODAY),
        "all of Zone A": comparison(zone_a, Slots(), catalog(), TODAY),
    }
    return {**views, **many, **every}
