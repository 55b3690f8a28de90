"""A text for the sentence encoder: neutral words where places, numbers and sums stood."""

import re
from collections.abc import Sequence

from bot.understanding.found import Span

PLACE, NUMBER, PHONE_NUMBER, AMOUNT = "Peru", "5", "+1 555", "$5"
ENCODED_CHARACTERS = 400
"""The encoder reads no further than this."""
_MASKS = {"countries": PLACE, "phone_number": PHONE_NUMBER, "amount": AMOUNT}
_DIGITS = re.compile(r"(?<![+$\w])\d+(?:[.,:]\d+)*")


def masked(said: str, spans: Sequence[Span]) -> str:
    """The start of a text with what fills slots replaced; whatever it names, the wording stays."""
    pieces: list[str] = []
    at = 0
    for span in spans:
        if at >= ENCODED_CHARACTERS:
            break
        if span.slot in _MASKS and span.start >= at:
            pieces += [said[at : span.start], _MASKS[span.slot]]
            at = span.end
    pieces.append(said[at : at + ENCODED_CHARACTERS])
    return _DIGITS.sub(NUMBER, "".join(pieces)[:ENCODED_CHARACTERS])
