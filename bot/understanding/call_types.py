"""Which call type a text says: in so many words, or by the way its calls go."""

from collections.abc import Sequence

from bot.understanding.call_directions import CallDirections, Target
from bot.understanding.sentence import Sentence
from bot.understanding.vocabulary import Said

_SENTENCE = 8
"""Words within which the place that a call goes to follows the call."""
_TERSE = 5
"""Words of a text so short that "free" alone can only mean toll-free."""
_ALSO_FOR = frozenset(
    {"para", "pra", "pro", "p", "pros", "pras", "zu", "zum", "zur", "an", "per", "に", "sur", "a", "al"}
)
"""Prepositions that say "for" as well as "to": a call is meant only where minutes are spoken of."""
_REPEATED_BY = {"toll_numbers": "toll", "toll_free_numbers": "toll_free", "dial_out": "dial_out"}
"""Features that name a call type."""


class CallTypes:
    """The call types of one text."""

    def __init__(
        self,
        asked: Sequence[Said],
        directions: CallDirections,
        sentence: Sentence,
        of_cost: bool,
        of_minutes: bool,
    ) -> None:
        """`of_cost` and `of_minutes`: whether prices and minutes are spoken of."""
        self._asked, self._directions, self._sentence = asked, directions, sentence
        self._of_cost, self._of_minutes = of_cost, of_minutes
        self._calls = [one for one in asked if one.slot == "call_verb"]
        self._ways = list(directions.all())
        self.comes_in: bool = any(one.slot == "call_type" and one.value == "dial_in" for one in asked)
        """Whether calls that come in are spoken of."""
        self.said: list[tuple[int, str]] = sorted(self._explicit()) or self._by_direction()
        """Call types, each with the index of its word."""

    @property
    def values(self) -> list[str]:
        """The call types alone, in the order said."""
        return [value for _, value in self.said]

    def _explicit(self) -> list[tuple[int, str]]:
        said = [(one.first, value) for one in self._asked if (value := _named(one)) is not None]
        terse = len(self._sentence.words) <= _TERSE
        if said or terse or self._calls or self.comes_in or self._directions.targets:
            free = [one for one in self._asked if one.slot == "call_type" and one.value == "free"]
            said += [(one.first, "toll_free") for one in free]
        return said

    def _by_direction(self) -> list[tuple[int, str]]:
        language = self._sentence.language
        out = next((c for c in self._calls if self._directions.goes_out(c, language, _SENTENCE)), None)
        if out is not None and not (self.comes_in and "from" in self._ways):
            return [(out.first, "dial_out")]
        if self.comes_in or "from" in self._ways:
            self.comes_in = self.comes_in or bool(self._calls)
            return []
        at = self._called()
        if at is None:
            at = self._gone_to()
        if at is None:
            self.comes_in = bool(self._calls) and "of" in self._ways
            return []
        return [(at, "dial_out")]

    def _called(self) -> int | None:
        """The call whose object is named: "call Brazil", "Anruf Brasilien", "Aussie mobiles, … to call"."""
        language = self._sentence.language
        for call in self._calls:
            follows = any(target.first == call.last for target in self._directions.targets)
            if follows or (call.value == "verb" and self._directions.is_called(call, language)):
                return call.first
            if call.value == "verb" and self._of_cost and self._ways[:1] == [None]:
                return call.first
        return None

    def _gone_to(self) -> int | None:
        """Minutes or a price *to* somewhere are those of a call: "90 minutes to a mobile in Portugal"."""
        for target in self._directions.targets:
            said = self._directions.preposition(target)
            if said is not None and said.value == "to" and self._is_of_a_call(said, target):
                return target.first
        return None

    def _is_of_a_call(self, said: Said, target: Target) -> bool:
        vague = self._sentence.word(said.first) in _ALSO_FOR
        return self._of_minutes or (self._of_cost and not vague)


def _named(said: Said) -> str | None:
    if said.slot == "feature":
        return _REPEATED_BY.get(said.value)
    return said.value if said.slot == "call_type" and said.value not in {"dial_in", "free"} else None
