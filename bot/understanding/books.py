"""What is said of the books, by rule: that an import is to be taken back, and what the portal shows."""

from collections.abc import Set
from decimal import Decimal

from bot.understanding.cues import Cues
from bot.understanding.number_words import read_digits
from bot.understanding.said import Said
from bot.understanding.text import Text

_TAKE_BACK = frozenset({"take_back", "imported"})


def asks_to_take_back(text: Text, cues: Cues) -> bool:
    """ "Undo the last import", but not "who withdrew it"."""
    return cues.books.find(text) >= _TAKE_BACK and "organisers" not in cues.breakdown.find(text)


def names_portal(text: Text, cues: Cues) -> bool:
    """Whether an amount is the portal's."""
    return "portal" in cues.books.find(text)


def portal_amount(said: Said) -> Decimal | None:
    """ "The portal says 1100": the only number there, which needs no currency."""
    if said.found.slots.amount is not None or not names_portal(said.text, said.cues):
        return None
    taken = _taken(said)
    numbers = [one for one in said.text.tokens if one.said[0].isdigit() and one.start not in taken]
    return read_digits(numbers[0].said) if len(numbers) == 1 else None


def _taken(said: Said) -> Set[int]:
    return {at for span in said.found.spans for at in range(span.start, span.end)}
