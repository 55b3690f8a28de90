from bot.answers import balance_outlook
from tests.cards.samples.balance import READINGS, frame


def view(found, on, new_commerce=False):
    balances = found.statement.balances
    advice = balance_outlook.advice(balances[0] if balances else None, found)
    return frame(found) | {"advice": advice, "on": on, "new_commerce": new_commerce}


SAMPLES = {
    "on": view(READINGS["several lots"], True),
    "off, new commerce": view(READINGS["several lots"], False, new_commerce=True),
    "not known": view(READINGS["one lot"], None),
    "nothing recorded": view(READINGS["nothing recorded"], None),
}
