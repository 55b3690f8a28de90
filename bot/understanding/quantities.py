"""Durations, head counts and numbers in a text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.number_words import KANJI_DIGITS, add_up, fits, read_digits, read_kanji
from bot.understanding.text import Token
from bot.understanding.vocabulary import Said

MINUTES = {"second": Decimal(1) / 60, "minute": Decimal(1), "hour": Decimal(60)}
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "three_quarters": Decimal("0.75")}
LONGEST_MINUTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Item:
    """A number, a unit, a part of one, people or "and"; word indices, the end exclusive."""

    tag: str
    """N number, M H S unit of time, L longer unit, F part, P people, A and, X anything else."""
    first: int
    last: int
    number: Decimal | None = None
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A duration in minutes or a head count."""

    kind: str
    """minutes, people or number."""
    first: int
    last: int
    value: Decimal


_UNIT_TAGS = {
    "minute": "M",
    "hour": "H",
    "second": "S",
    "day": "L",
    "week": "L",
    "month": "L",
    "quarter": "L",
    "year": "L",
}
_DURATION = re.compile(
    r"(?P<hm>NHA?NM)|(?P<hn>NH(?=N)N(?![PHML]))|(?P<hf>NHA?F)|(?P<nfh>NA?F[HM])|(?P<fh>F[HM])|(?P<nh>NH)|(?P<nms>NMA?NS)|(?P<nm>NM)|(?P<ns>NS)|(?P<p>NP)|(?P<n>N)"
)


def read_quantities(words: Sequence[Token], said: Sequence[Said], taken: set[int]) -> list[Quantity]:
    """Durations, head counts and bare numbers, from left to right."""
    items = _items(words, said, taken)
    tags = "".join(item.tag for item in items)
    return [q for m in _DURATION.finditer(tags) if (q := _quantity(m, items[m.start() : m.end()]))]


def _items(words: Sequence[Token], said: Sequence[Said], taken: set[int]) -> list[Item]:
    starts = {s.first: s for s in said}
    items: list[Item] = []
    at = 0
    while at < len(words):
        item = Item("X", at, at + 1) if at in taken else _item(words, starts, taken, at)
        items.append(item)
        at = item.last
    return items


def _item(words: Sequence[Token], starts: dict[int, Said], taken: set[int], at: int) -> Item:
    token = words[at]
    if token.said[0].isdigit():
        number = _clock_or_number(token.said)
        return Item("N", at, at + 1, number) if number is not None else Item("X", at, at + 1)
    if token.said in KANJI_DIGITS:
        return _kanji(words, at)
    phrase = starts.get(at)
    if phrase is None:
        return Item("X", at, at + 1)
    if phrase.slot == "numbers":
        return _number_words(words, starts, taken, at)
    tag = {"unit": _UNIT_TAGS.get(phrase.value), "part": "F", "people": "P", "and": "A"}[phrase.slot]
    return Item(tag or "X", at, phrase.last, _PARTS.get(phrase.value), phrase)


def _clock_or_number(said: str) -> Decimal | None:
    return read_digits(said)


def _kanji(words: Sequence[Token], at: int) -> Item:
    last = at
    while last < len(words) and words[last].said in KANJI_DIGITS:
        last += 1
    value = read_kanji("".join(w.said for w in words[at:last]))
    return Item("N", at, last, Decimal(value or 0))


def _number_words(words: Sequence[Token], starts: dict[int, Said], taken: set[int], at: int) -> Item:
    parts: list[int] = []
    last, position = at, at
    while (phrase := starts.get(position)) is not None and position not in taken:
        if phrase.slot == "numbers" and fits(parts, int(phrase.value)):
            parts.append(int(phrase.value))
            last = phrase.last
        elif phrase.slot != "and" or not parts or not _goes_on(starts, parts, phrase.last):
            break
        position = phrase.last
    return Item("N", at, last, Decimal(add_up(parts)), starts[at])


def _goes_on(starts: dict[int, Said], parts: list[int], position: int) -> bool:
    phrase = starts.get(position)
    return phrase is not None and phrase.slot == "numbers" and fits(parts, int(phrase.value))


def _quantity(match: re.Match[str], items: Sequence[Item]) -> Quantity | None:
    kind = match.lastgroup
    first, last = items[0].first, items[-1].last
    if kind in {"p", "n"}:
        if kind == "n" and items[0].said is not None and items[0].number == 1:
            return None
        return Quantity("people" if kind == "p" else "number", first, last, items[0].number or Decimal(0))
    minutes = _minutes(items)
    return Quantity("minutes", first, last, minutes) if 0 < minutes <= LONGEST_MINUTES else None


def _minutes(items: Sequence[Item]) -> Decimal:
    """Adds up "1 hour 30", "two and a half hours", "an hour and a half"."""
    total, number = Decimal(0), None
    unit = Decimal(60)
    pending = Decimal(0)
    for item in items:
        if item.tag == "N":
            number = item.number
        elif item.tag == "F":
            pending += item.number or 0
        elif item.tag in "MHS":
            unit = MINUTES[item.said.value] if item.said else unit
            total += ((number or 0) + pending) * unit
            number, pending = None, Decimal(0)
    total += pending * unit
    if number is not None:
        total += number
    return total.quantize(Decimal("0.0001")).normalize() + 0


def whole(value: Decimal) -> int | None:
    """A number as a whole one, if it is."""
    return int(value) if value == int(value) else None
