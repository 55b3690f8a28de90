from bot.answers.availability_view import comparison
from tests.cards.samples.availability import FOCI, TODAY, catalog

FEW = ("BR", "RU", "AD")
MANY = ("DE", "FR", "GB", "IT", "ES", "PT", "CN", "IN", "US", "MX", "VN", "CF")


def samples(locale):
    views = {f"three, {name}": comparison(FEW, 0, slots, catalog(), TODAY) for name, slots in FOCI.items()}
    many = {f"many, {name}": comparison(MANY, 3, slots, catalog(), TODAY) for name, slots in FOCI.items()}
    return {**views, **many}
