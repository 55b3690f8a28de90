"""How many people call, and in which groups."""

from collections.abc import Sequence, Set

from bot.understanding.call_directions import CallDirections
from bot.understanding.legs import MOST_CALLERS, Part, group_callers
from bot.understanding.quantities import Quantity, whole
from bot.understanding.reading import Leg
from bot.understanding.vocabulary import Said
from bot.understanding.wholes import settled_counts

WORDS_UP_TO_THE_APP = 6


class Callers:
    """Head counts of a text, put together with the places and lines that belong to them."""

    def __init__(
        self,
        quantities: Sequence[Quantity],
        parts: Sequence[Part],
        directions: CallDirections,
        calls: Set[int],
        apps: Sequence[Said] = (),
        breaks: Set[int] = frozenset(),
    ) -> None:
        """`calls`: words that speak of calls, which a number before them counts: "5 dialing in".

        `apps`: words that say "in the app"; whom these count joins without a phone and costs nothing.
        `breaks`: words that are a comma, a colon or an opening bracket.
        """
        self._directions = directions
        self._nouns = {part.first for part in parts if part.kind not in {"shared", "rest"}} | calls
        counts = [count for quantity in quantities if (count := self._count(quantity)) is not None]
        counts = _by_phone(counts, apps, [part.first for part in parts] + sorted(calls))
        self.legs: tuple[Leg, ...] = group_callers(
            settled_counts(sorted([*parts, *counts], key=lambda part: part.first), breaks)
        )
        self.participants: int | None = None if self.legs or not counts else self._one(counts)

    def shared(self, slot: str, values: Sequence[str]) -> str | None:
        """The one value of a slot; of groups the one that all have."""
        if self.legs:
            of_legs = {getattr(leg, slot) for leg in self.legs}
            return of_legs.pop() if len(of_legs) == 1 else None
        return values[0] if len(set(values)) == 1 else None

    def _count(self, quantity: Quantity) -> Part | None:
        count = whole(quantity.value)
        if count is None or not 0 < count <= MOST_CALLERS:
            return None
        if quantity.kind == "people" or (quantity.kind == "number" and self._is_of_callers(quantity.last)):
            return Part(quantity.first, quantity.last, "count", quantity.kind, count)
        return None

    def _is_of_callers(self, at: int) -> bool:
        """Whether a bare number counts callers: "5 in India", "5 dial-outs", "5 Indian mobiles"."""
        return at in self._nouns or self._directions.leads_to_target(at)

    def _one(self, counts: Sequence[Part]) -> int | None:
        """The only count, or the one that says people."""
        people = [part.count for part in counts if part.value == "people"] or [part.count for part in counts]
        return people[0] if len(people) == 1 else None


def _by_phone(counts: Sequence[Part], apps: Sequence[Said], calls: Sequence[int]) -> list[Part]:
    """The counts but those of people in the app."""
    ends = [*(count.first for count in counts[1:]), None][: len(counts)]
    return [
        count
        for count, end in zip(counts, ends, strict=True)
        if not any(_is_in_app(count, end, app, calls) for app in apps)
    ]


def _is_in_app(count: Part, end: int | None, app: Said, calls: Sequence[int]) -> bool:
    """ "In the app" follows before the next count, with no call but the verb "join" between or next."""
    if app.last == count.first:
        return True
    within = count.last <= app.first < (count.last + WORDS_UP_TO_THE_APP if end is None else end)
    called = any(count.last <= at < app.first - 1 or at == app.last for at in calls)
    return within and not called
