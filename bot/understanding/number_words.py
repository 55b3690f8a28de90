"""Numbers written in digits or words."""

import re
from collections.abc import Sequence
from decimal import Decimal

_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$")
_KANJI = {c: n for n, c in enumerate("〇一二三四五六七八九")}
_KANJI_UNITS = {"十": 10, "百": 100, "千": 1000}
KANJI_DIGITS = "〇一二三四五六七八九十百千"


def read_digits(said: str) -> Decimal | None:
    """A number in digits with either language's separators: 1.234,56 and 1,234.56; 1.000 is a thousand."""
    if ":" in said:
        return None
    marks = [c for c in said if c in ".,"]
    if len(set(marks)) == 2:
        decimal = marks[-1]
        whole = said.replace("," if decimal == "." else ".", "")
        return Decimal(whole.replace(",", ".")) if whole.count(decimal) == 1 else None
    if _GROUPED.fullmatch(said) and not said.startswith("0"):
        return Decimal(said.replace(".", "").replace(",", ""))
    return Decimal(said.replace(",", ".")) if len(marks) <= 1 else None


def read_kanji(said: str) -> int | None:
    """A number in kanji: 二十, 三十五, 百."""
    total, digit = 0, 0
    for character in said:
        if character in _KANJI:
            digit = _KANJI[character]
        elif character in _KANJI_UNITS:
            total += max(digit, 1) * _KANJI_UNITS[character]
            digit = 0
        else:
            return None
    return total + digit


def add_up(parts: Sequence[int]) -> int:
    """The value of number words one after the other: two hundred fifty, quatre-vingt dix."""
    total, current = 0, 0
    for part in parts:
        if part == 1000:
            total += max(current, 1) * 1000
            current = 0
        elif part == 100 and 0 < current < 10:
            current *= 100
        else:
            current += part
    return total + current


def fits(parts: Sequence[int], following: int) -> bool:
    """Whether a number word can go on a number: after 20 may come 5, after 5 may not come 7."""
    if not parts:
        return True
    last = parts[-1]
    if following in (100, 1000):
        return last < following
    return (last >= 100 and following < last) or (20 <= last < 100 and following < 20 and last % 10 == 0)
