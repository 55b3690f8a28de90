"""Groups of callers: "20 people from Germany on toll-free and 5 dial-outs to Indian mobiles"."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.reading import Leg

MOST_CALLERS = 100_000
OTHERS = "others"
"""The value of a count that its parts leave of a whole: a group even if nothing else is said of it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence that matters for groups; word indices, the end exclusive."""

    first: int
    last: int
    kind: str
    """count, country, call_type, line_type, shared, rest or among."""
    value: str = ""
    count: int = 0


def group_callers(parts: Sequence[Part]) -> tuple[Leg, ...]:
    """The groups, or nothing when there are fewer than two."""
    counts = [index for index, part in enumerate(parts) if part.kind == "count"]
    if len(counts) < 2:
        return ()
    starts = _starts(parts, counts)
    groups = [parts[start:end] for start, end in zip(starts, [*starts[1:], len(parts)], strict=True)]
    shared = {slot: _shared(parts[: starts[0]], groups, slot) for slot in ("call_type", "line_type")}
    legs = tuple(
        Leg(
            count=next(part.count for part in group if part.kind == "count"),
            country=_first(group, "country") or _first(parts[: starts[0]], "country"),
            call_type=_first(group, "call_type") or shared["call_type"],
            line_type=_first(group, "line_type") or shared["line_type"],
        )
        for group in groups
    )
    told = sum(leg.country is not None or leg.call_type is not None for leg in legs)
    return legs if told >= 2 or (told and any(part.value == OTHERS for part in parts)) else ()


def _starts(parts: Sequence[Part], counts: Sequence[int]) -> Sequence[int]:
    """Where groups start: at their counts, or at their countries if each count has one before it."""
    places = [index for index, part in enumerate(parts) if part.kind == "country"]
    if len(places) != len(counts) or places[0] > counts[0]:
        return counts
    ends = [*places[1:], len(parts)]
    each = all(place < count < end for place, count, end in zip(places, counts, ends, strict=True))
    return places if each else counts


def _first(group: Sequence[Part], kind: str) -> str | None:
    return next((part.value for part in group if part.kind == kind and part.value), None)


def _shared(before: Sequence[Part], groups: Sequence[Sequence[Part]], slot: str) -> str | None:
    """What is said once for all groups: before the first, after "all", or a call type at the very end."""
    if said := _first(before, slot):
        return said
    last = groups[-1]
    if slot == "call_type" and not any(_first(group, slot) for group in groups[:-1]):
        return _first(last, slot)
    shared = next((i for i, part in enumerate(last) if part.kind == "shared"), None)
    return _first(last[shared:], slot) if shared is not None else None
