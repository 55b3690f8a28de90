"""A head count that others are parts of: "12 people, 5 from Germany, the rest from France"."""

from collections.abc import Sequence, Set
from dataclasses import replace

from bot.understanding.legs import OTHERS, Part


def settled_counts(parts: Sequence[Part], breaks: Set[int] = frozenset()) -> list[Part]:
    """The parts with nobody counted twice; none where the counts cannot be right together.

    `breaks`: words that are a comma, a colon or an opening bracket.
    """
    if any(part.kind == "rest" for part in parts):
        return _with_rest([part for part in parts if part.kind != "among"])
    if any(part.kind == "among" for part in parts):
        return _of_them(list(parts))
    if _begins_with_a_whole(parts, breaks):
        return _without_the_parts(parts)
    counts = _counts(parts)
    total = sum(part.count for part in counts)
    whole = max(counts, key=lambda part: part.count, default=None)
    if whole is None or len(counts) < 3 or total != 2 * whole.count or _places(parts) != len(counts) - 1:
        return list(parts)
    return [part for part in parts if part is not whole]


def _with_rest(parts: Sequence[Part]) -> list[Part]:
    """The rest in figures, in the place of the whole. A whole that has a place of its own is none."""
    counts = _counts(parts)
    if len(counts) < 2:
        return list(parts)
    whole = max(counts, key=lambda part: (part.value == "people", part.count))
    left = 2 * whole.count - sum(part.count for part in counts)
    rests = [part for part in parts if part.kind == "rest"]
    if left <= 0 or len(rests) > 1 or _places(parts) > len(counts):
        return []
    number = Part(rests[0].first, rests[0].last, "count", "people", left)
    return [number if part is rests[0] else part for part in parts if part is not whole]


def _begins_with_a_whole(parts: Sequence[Part], breaks: Set[int]) -> bool:
    """ "12 people, 4 from Germany": each count but the first has a place, and no "and" joins these."""
    whole, *others = _counts(parts) or [None]
    if whole is None or not others or whole.value != "people":
        return False
    is_broken_off = whole.last in breaks and whole.last + 1 == others[0].first
    return (
        is_broken_off and _places(parts) == len(others) and sum(part.count for part in others) < whole.count
    )


def _without_the_parts(parts: Sequence[Part]) -> list[Part]:
    whole, *others = _counts(parts)
    left = whole.count - sum(part.count for part in others)
    return [replace(whole, value=OTHERS, count=left) if part is whole else part for part in parts]


def _of_them(parts: list[Part]) -> list[Part]:
    """Take who is "of them" from the count before, whose place they share where only one is named."""
    among = next(part for part in parts if part.kind == "among")
    counts = _counts(parts)
    part = next((one for one in counts if one.last >= among.last), None)
    whole = next((one for one in reversed(counts) if one is not part and one.first < among.first), None)
    if part is None or whole is None:
        return [one for one in parts if one is not among]
    if part.count >= whole.count:
        return []
    others = replace(whole, value=OTHERS, count=whole.count - part.count)
    begins = min(part.first, among.first)
    before = [others if one is whole else one for one in parts if one.first < begins]
    after = [one for one in parts if one.first >= begins and one not in (part, among)]
    places = [] if _places(after) else [one for one in before if one.kind == "country"][-1:]
    return [*before, part, *places, *after]


def _counts(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.kind == "count"]


def _places(parts: Sequence[Part]) -> int:
    return sum(part.kind == "country" for part in parts)
