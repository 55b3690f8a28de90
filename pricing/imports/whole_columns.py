"""Whole columns of the usage report, read at once when nothing about any of their cells is odd.

Each function gives what reading the cells one by one gives, and nothing (None) when one of them has to be.
"""

import string
from collections.abc import Sequence

from pricing.imports.usage_values import LONGEST_CALL_SECONDS, LONGEST_ID
from pricing.usage import HIDDEN, HIDDEN_DIGITS, LONGEST_NUMBER

_DIGITS = string.digits.encode()
_OF_IDS = (string.ascii_lowercase + string.digits + "-_\n").encode()


def ids(texts: Sequence[str]) -> list[str] | None:
    """As `read_id`."""
    joined = "\n".join(texts).lower()
    if _without(_OF_IDS, joined) or not all(texts) or max(map(len, texts)) > LONGEST_ID:
        return None
    found = joined.split("\n")
    # One that begins with a letter or digit is more than hyphens.
    return found if len(found) == len(texts) and "".join([one[0] for one in found]).isalnum() else None


def end_in_utc(texts: Sequence[str]) -> bool:
    """Whether what follows the seconds of these instants is Z, or a fraction as long as the others' and Z."""
    joined, count, length = "".join(texts), len(texts), len(texts[0])
    if length in (0, 2) or set(map(len, texts)) != {length}:
        return False
    point = "." * count if length > 1 else ""
    in_place = joined[length - 1 :: length] == "Z" * count and (length == 1 or joined[::length] == point)
    return in_place and len(_without(_DIGITS, joined)) == len(point) + count


def durations(texts: Sequence[str]) -> list[int] | None:
    """As `read_duration`."""
    longest = len(str(LONGEST_CALL_SECONDS))
    if _without(_DIGITS, "".join(texts)) or not all(texts) or max(map(len, texts)) > longest:
        return None
    seconds = [*map(int, texts)]
    return seconds if max(seconds) <= LONGEST_CALL_SECONDS else None


def hidden_numbers(texts: Sequence[str]) -> list[str] | None:
    """As `usage.without_last_digits`, for numbers that are a plus and digits."""
    joined, shortest, longest = "\n".join(texts), min(map(len, texts)), max(map(len, texts))
    if shortest <= HIDDEN_DIGITS or longest > LONGEST_NUMBER:
        return None
    begin_with_plus = joined[0] == "+" and joined.count("\n+") == len(texts) - 1
    if not begin_with_plus or len(_without(_DIGITS, joined)) != 2 * len(texts) - 1:
        return None
    return [text[:-HIDDEN_DIGITS] + HIDDEN for text in texts]


def _without(these: bytes, text: str) -> bytes:
    """What else there is in a text."""
    return text.encode(errors="replace").translate(None, these)
