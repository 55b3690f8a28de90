"""Groups of callers: "20 people from Germany on toll-free and 5 dial-outs to Indian mobiles"."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.reading import Leg

MOST_CALLERS = 100_000


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence that matters for groups; word indices, the end exclusive."""

    first: int
    last: int
    kind: str
    """count, number, people, country, call_type, line_type, duration or shared."""
    value: str = ""
    count: int = 0


def group_callers(parts: Sequence[Part]) -> tuple[Leg, ...]:
    """The groups, or nothing when there are fewer than two."""
    starts = [i for i, part in enumerate(parts) if part.kind == "count"]
    if len(starts) < 2:
        return ()
    if _counts_come_last(parts, starts):
        groups = [
            [parts[end], *parts[start:end]]
            for start, end in zip([0, *(s + 1 for s in starts)], starts, strict=False)
        ]
    else:
        groups = [
            list(parts[start:end]) for start, end in zip(starts, [*starts[1:], len(parts)], strict=True)
        ]
    shared = {slot: _shared(parts[: starts[0]], groups, slot) for slot in ("call_type", "line_type")}
    legs = tuple(
        Leg(
            count=group[0].count,
            country=_first(group, "country"),
            call_type=_first(group, "call_type") or shared["call_type"],
            line_type=_first(group, "line_type") or shared["line_type"],
        )
        for group in groups
    )
    return legs if sum(leg.country is not None or leg.call_type is not None for leg in legs) >= 2 else ()


def _counts_come_last(parts: Sequence[Part], counts: Sequence[int]) -> bool:
    """From Germany 10 people, from France 5: a country before each count and none after the last."""
    places = [index for index, part in enumerate(parts) if part.kind == "country"]
    return bool(places) and places[0] < counts[0] and places[-1] < counts[-1] and len(places) >= len(counts)


def _first(group: Sequence[Part], kind: str) -> str | None:
    return next((part.value for part in group if part.kind == kind and part.value), None)


def _shared(before: Sequence[Part], groups: Sequence[Sequence[Part]], slot: str) -> str | None:
    """What is said once for all groups: before the first, or after "all" in the last."""
    if said := _first(before, slot):
        return said
    last = groups[-1]
    shared = next((i for i, part in enumerate(last) if part.kind == "shared"), None)
    return _first(last[shared:], slot) if shared is not None else None
