"""Durations, head counts and numbers in a text."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.number_words import KANJI_DIGITS, add_up, fits, read_digits, read_kanji
from bot.understanding.text import Token
from bot.understanding.vocabulary import Said

MINUTES = {
    "second": Decimal(1) / 60,
    "minute": Decimal(1),
    "quarter_hour": Decimal(15),
    "half_hour": Decimal(30),
    "three_quarter_hour": Decimal(45),
    "hour": Decimal(60),
    "one_hour": Decimal(60),
    "two_hours": Decimal(120),
}
LONGEST_MINUTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Item:
    """A number, a unit, a part of one, people or "and"; word indices, the end exclusive."""

    tag: str
    """N number, 1 the article, S M H units of time, U a part of an hour in one word, L a longer unit, F part,
    P people, A and, X another word, ; a sign."""
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


_REALLY_ONE = frozenset({"one", "single", "eins", "uno"})
_UNIT_TAGS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "half_hour": "U",
    "quarter_hour": "U",
    "three_quarter_hour": "U",
    "one_hour": "U",
    "two_hours": "U",
}
# "1" is a number word for one that is an article too: it opens a duration but never ends one.
_DURATION = re.compile(
    r"(?P<minutes>[N1]HA?NM|[N1]HN(?![PMHSLU])|[N1]HAN$|[N1]HA?F|[N1]A?F[HM]|[N1]HA?U|HA?F(?![HMU])|F[HM]|[N1]H"
    r"|NMA?NS|[N1]M|NS|[N1]U|U)|(?P<people>NX{0,2}P|1P)|(?P<number>N)"
)


def read_quantities(
    words: Sequence[Token], said: Sequence[Said], taken: Set[int], stops: Set[int] = frozenset()
) -> list[Quantity]:
    """Durations, head counts and bare numbers, from left to right; nothing is counted across a stop."""
    items = _items(words, said, taken, stops)
    tags = "".join(item.tag for item in items)
    return [q for m in _DURATION.finditer(tags) if (q := _quantity(m, items[m.start() : m.end()]))]


def _items(words: Sequence[Token], said: Sequence[Said], taken: Set[int], stops: Set[int]) -> list[Item]:
    starts = {s.first: s for s in said}
    items: list[Item] = []
    at = 0
    while at < len(words):
        item = Item("X", at, at + 1) if at in taken else _item(words, starts, taken, at)
        items.append(Item(";", at, at + 1) if item.tag == "X" and at in stops else item)
        at = item.last
    return items


def _item(words: Sequence[Token], starts: dict[int, Said], taken: Set[int], at: int) -> Item:
    token = words[at]
    if token.said[0].isdigit():
        if _is_part_of_a_name(words, starts, at):
            return Item("X", at, at + 1)
        number = read_digits(token.said)
        if number is None and _is_hour(starts.get(at + 1)):
            number = _clock(token.said)
        return Item("N", at, at + 1, number) if number is not None else Item("X", at, at + 1)
    if token.said in KANJI_DIGITS:
        return _kanji(words, at)
    phrase = starts.get(at)
    if phrase is None:
        return Item("X" if token.is_word else ";", at, at + 1)
    if phrase.slot == "numbers":
        return _number_words(words, starts, taken, at)
    if phrase.slot == "part":
        return Item("F", at, phrase.last, Decimal(phrase.value), phrase)
    tag = (
        _UNIT_TAGS.get(phrase.value, "L")
        if phrase.slot == "unit"
        else {"people": "P", "and": "A"}[phrase.slot]
    )
    return Item(tag, at, phrase.last, None, phrase)


def _is_part_of_a_name(words: Sequence[Token], starts: dict[int, Said], at: int) -> bool:
    """Whether letters stand right before the digits, as in E5, and they are no unit, as in 1h30."""
    if at == 0 or words[at - 1].end != words[at].start or not words[at - 1].is_word or words[at - 1].is_cjk:
        return False
    before = starts.get(at - 1)
    return before is None or before.slot != "unit"


def _is_hour(said: Said | None) -> bool:
    return said is not None and said.slot == "unit" and said.value == "hour"


def _clock(said: str) -> Decimal | None:
    """Hours of a time such as 1:30."""
    match = re.fullmatch(r"(\d{1,2}):([0-5]\d)", said)
    return int(match[1]) + Decimal(match[2]).quantize(Decimal("0.000001")) / 60 if match else None


def _kanji(words: Sequence[Token], at: int) -> Item:
    last = at
    while last < len(words) and words[last].said in KANJI_DIGITS:
        last += 1
    value = read_kanji("".join(w.said for w in words[at:last]))
    return Item("N", at, last, Decimal(value or 0))


def _number_words(words: Sequence[Token], starts: dict[int, Said], taken: Set[int], at: int) -> Item:
    parts: list[int] = []
    last, position = at, at
    while (phrase := starts.get(position)) is not None and position not in taken:
        if phrase.slot == "numbers" and fits(parts, int(phrase.value)):
            parts.append(int(phrase.value))
            last = phrase.last
        elif phrase.slot != "and" or not parts or not _goes_on(starts, parts, phrase.last):
            break
        position = phrase.last
    article = parts == [1] and words[at].folded not in _REALLY_ONE
    return Item("1" if article else "N", at, last, Decimal(add_up(parts)), starts[at])


def _goes_on(starts: dict[int, Said], parts: list[int], position: int) -> bool:
    phrase = starts.get(position)
    return phrase is not None and phrase.slot == "numbers" and fits(parts, int(phrase.value))


def _quantity(match: re.Match[str], items: Sequence[Item]) -> Quantity | None:
    kind = match.lastgroup or ""
    first, last = items[0].first, items[-1].last
    if items[0].tag == "1" and items[-1].tag in "PM":
        return None
    if kind == "minutes":
        minutes = _minutes(items)
        return Quantity(kind, first, last, minutes) if 0 < minutes <= LONGEST_MINUTES else None
    return Quantity(kind, first, last, items[0].number or Decimal(0))


def _minutes(items: Sequence[Item]) -> Decimal:
    """Adds up "1 hour 30", "two and a half hours", "an hour and a half", "hora y media"."""
    total, number, part, unit = Decimal(0), None, Decimal(0), Decimal(60)
    for item in items:
        if item.tag in "N1":
            number = item.number
        elif item.tag == "F":
            part += item.number or 0
        elif item.said is not None and item.tag in "SMHU":
            unit = MINUTES[item.said.value]
            total += ((Decimal(not part) if number is None else number) + part) * unit
            number, part = None, Decimal(0)
    total += part * unit + (number or 0)
    return total.quantize(Decimal("0.0001")).normalize() + 0


def whole(value: Decimal) -> int | None:
    """A number as a whole one, if it is."""
    return int(value) if value == int(value) else None
