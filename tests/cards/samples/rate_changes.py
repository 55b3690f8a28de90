from dataclasses import replace
from datetime import UTC, date, datetime

from bot.answers.rate_changes import charged_otherwise, effect, view
from bot.rate_effect import LastMonth
from bot.understanding.reading import Slots
from pricing.rate_answer import Observed
from pricing.rate_card import Rate, RateCard
from pricing.rate_changes import Effect
from tests.cards.samples import Typed
from tests.cards.samples.rates import WITHDRAWN
from tests.fixtures.rate_cards import contoso, contoso_earlier

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
HISTORY = [(Typed("Contoso EUR early 2026"), date(2026, 1, 1)), (Typed("Contoso EUR"), date(2026, 7, 1))]
SEEN = Observed(
    "dial_out", "BR", "mobile", 42, 12_000, 22_000_000, 0, "EUR", date(2026, 7, 1), date(2026, 7, 14)
)


def samples(locale):
    many = tuple(Rate("dial_out", "BR", str(at), Typed("Brazil"), "mobile", at) for at in range(5500, 5540))
    other = RateCard("Contoso USD", "USD", date(2026, 7, 1), contoso().rates)
    return {
        "all": _view(contoso_earlier(), contoso()),
        "charged as the card says": _view(contoso(), contoso(), charged=[SEEN]),
        "charged otherwise": _view(contoso(), contoso(), charged=[replace(SEEN, charge_micro_units=9**8)]),
        "with last month's own calls": _view(contoso_earlier(), contoso(), cost=(4_740_000, 4_860_000, 2)),
        "cheaper for own calls": _view(contoso_earlier(), contoso(), cost=(4_860_000, 4_740_000, 0)),
        "one country": _view(contoso_earlier(), contoso(), countries=("JP",)),
        "nothing in that country": _view(contoso_earlier(), contoso(), countries=("BR",)),
        "one was withdrawn": _view(contoso_earlier(), contoso(), countries=("JP",))
        | {"withdrawn": [WITHDRAWN._asdict()]},
        "the same card": _view(contoso(), contoso(), period="2026-07"),
        "many": _view(contoso(), RateCard(Typed("New"), "EUR", date(2026, 8, 1), many)),
        "other currency": _view(contoso_earlier(), other),
        "one card only": _view(None, None),
        "no card": view(None, None, Slots(), [], demo=True) | {"as_of": NOW},
    }


def _view(before, after, charged=(), cost=None, **slots):
    shown = view(before, after, Slots(**slots), HISTORY, demo=False) | {
        "effect": _effect(*cost) if cost else None
    }
    return shown | {"charged": charged_otherwise(contoso(), charged, Slots()), "as_of": NOW}


def _effect(before, after, not_priced):
    found = Effect(contoso_earlier(), contoso(), 6)
    found.before_micro_units, found.after_micro_units = before, after
    found.calls, found.not_priced = 3, not_priced
    return effect(LastMonth(date(2026, 6, 1), True, found), "EUR")
