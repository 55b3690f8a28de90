from bot.answers import balance_outlook, balance_view
from tests.cards.samples.balance import READINGS, frame


def view(found):
    return frame(found) | {
        "balances": [
            balance_view.balance(one, found) | {"forfeits": balance_outlook.forfeits(one, found)}
            for one in found.statement.balances
        ]
    }


SAMPLES = {title: view(found) for title, found in READINGS.items()}
