"""A text for the sentence encoder: neutral words where places, numbers and sums stood."""

import re
from collections.abc import Sequence

from bot.understanding.found import Span

PLACE, NUMBER, PHONE_NUMBER, AMOUNT = "Peru", "5", "+1 555", "$5"
TOLL_FREE = "toll-free"
ENCODED_CHARACTERS = 400
"""The encoder reads no further than this."""
_MASKS = {"countries": PLACE, "phone_number": PHONE_NUMBER, "amount": AMOUNT}
_DIGITS = re.compile(r"(?<![+$\w])\d+(?:[.,:]\d+)*")


def _mask(span: Span, said: str) -> str | None:
    """The neutral word; 0800 is no number that people count with."""
    if span.slot == "call_type" and said[span.start].isdigit():
        return TOLL_FREE
    return _MASKS.get(span.slot)


def masked(said: str, spans: Sequence[Span]) -> str:
    """The start of a text with what fills slots replaced; whatever it names, the wording stays."""
    pieces: list[str] = []
    at = 0
    for span in spans:
        if at >= ENCODED_CHARACTERS:
            break
        mask = _mask(span, said)
        if mask and span.start >= at:
            pieces += [said[at : span.start], mask]
            at = span.end
    pieces.append(said[at : at + ENCODED_CHARACTERS])
    return _DIGITS.sub(NUMBER, "".join(pieces)[:ENCODED_CHARACTERS])
