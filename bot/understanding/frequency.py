"""How often a meeting takes place, and which durations are times of day."""

from collections.abc import Sequence, Set

from bot.understanding.quantities import Quantity
from bot.understanding.sentence import Sentence
from bot.understanding.vocabulary import Said

_HOURS = frozenset({"h", "hs", "hrs", "uur"})
_BEFORE_A_TIME = frozenset({"a", "as", "las", "at", "um", "alle", "om", "vers", "pelas"})


def how_often(
    often: Sequence[Said],
    money: Sequence[Said],
    quantities: Sequence[Quantity],
    calls: Set[int] = frozenset(),
) -> Said | None:
    """ "Weekly" unless it says so of money; "per week" only beside a duration or a head count.

    "Three times a week" is not once a week, and nothing we know: `calls` are words that a number may count
    without that meaning.
    """
    near_money = {at for said in money for at in range(said.first - 1, said.last + 1)}
    for said in often:
        if said.slot == "per" and quantities and not _is_multiplied(said, quantities, calls):
            return said
        if said.slot == "every" and near_money.isdisjoint(range(said.first, said.last)):
            return said
    return None


def _is_multiplied(per: Said, quantities: Sequence[Quantity], calls: Set[int]) -> bool:
    """ "3 times a week", "3 meetings a week", "週に3回"."""
    numbers = [one for one in quantities if one.kind == "number"]
    before = any(one.last == per.first - 1 and one.last not in calls for one in numbers)
    return before or any(one.first == per.last and one.last not in calls for one in numbers)


def is_time_of_day(quantity: Quantity, sentence: Sentence) -> bool:
    """At 15h is no duration; the English "a" before one is no "at"."""
    before = sentence.word(quantity.first - 1)
    return (
        quantity.last == quantity.first + 2
        and sentence.plain[quantity.first + 1] in _HOURS
        and before in _BEFORE_A_TIME
        and not (before == "a" and sentence.language == "en")
    )
