from bot.answers import balance_outlook, balance_view
from tests.cards.samples.balance import READINGS, frame


def view(found):
    balances = found.statement.balances
    if not balances:
        return frame(found) | {"runway": None}
    shown = balance_view.balance(balances[0], found) | balance_outlook.month_end(balances[0], found)
    return frame(found) | {"runway": shown}


SAMPLES = {title: view(found) for title, found in READINGS.items()}
