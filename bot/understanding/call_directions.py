"""Which way a call goes: dialled out to a place, or coming in from one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.understanding.vocabulary import Said

_TRANSPARENT = frozenset(
    [
        "a",
        "an",
        "the",
        "any",
        "some",
        "um",
        "uma",
        "o",
        "os",
        "as",
        "un",
        "una",
        "el",
        "la",
        "los",
        "las",
        "lo",
        "le",
        "les",
        "l",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "il",
        "i",
        "gli",
        "de",
        "het",
        "een",
        "my",
        "our",
        "your",
        "their",
        "his",
        "her",
        "meu",
        "minha",
        "nosso",
        "nossa",
        "mi",
        "nuestro",
        "mon",
        "notre",
        "nos",
        "unser",
        "unsere",
        "mein",
        "mio",
        "nostro",
        "mijn",
        "ons",
        "onze",
        "every",
        "each",
        "all",
        "other",
        "another",
        "の",
        "certain",
        "several",
        "different",
        "same",
        "local",
        "normal",
    ]
)
"""Words that may stand between a preposition and what it belongs to."""
_TIMES = frozenset(["x", "times", "keer", "mal", "veces", "vezes", "fois", "volte", "台", "回", "件"])
"""What counts calls: 5x, 5 keer."""
_FURTHEST = 4
"""Words within which a call's object follows its verb."""
_VERB_LAST = frozenset({"de", "nl", "ja"})
"""Languages in which the object may stand anywhere before the verb."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place, a kind of line or a number that a call can go to; word indices, the end exclusive."""

    first: int
    last: int


class CallDirections:
    """Prepositions of a text and what they belong to."""

    def __init__(self, plain: Sequence[str], prepositions: Sequence[Said], targets: Sequence[Target]) -> None:
        self._plain = plain
        self._ends = {said.last: said for said in prepositions}
        self._starts = {said.first: said for said in prepositions}
        self._targets = sorted(targets, key=lambda target: target.first)
        self._last_of = {target.first: target.last for target in targets}
        self._first_of = {target.last: target.first for target in targets}

    def of(self, target: Target) -> str | None:
        """to, into, from, of or in: what the preposition of a target says."""
        said = self.preposition(target)
        return said.value if said else None

    def preposition(self, target: Target) -> Said | None:
        """What stands before a target, or after it in Japanese."""
        return self._before(target.first) or self._after(target.last)

    def _before(self, at: int) -> Said | None:
        for _ in range(_FURTHEST):
            said = self._ends.get(at)
            if said is not None:
                return said
            if at in self._first_of:
                at = self._first_of[at]
            elif at > 0 and (self._plain[at - 1] in _TRANSPARENT or self._plain[at - 1].isdigit()):
                at -= 1
            else:
                return None
        return None

    def _after(self, at: int) -> Said | None:
        """Japanese says it afterwards: ドイツの携帯への."""
        for _ in range(_FURTHEST):
            said = self._starts.get(at)
            if said is not None and said.value in {"to", "from"} and not self._plain[at].isascii():
                return said
            if at in self._last_of:
                at = self._last_of[at]
            elif at < len(self._plain) and self._plain[at] == "の":
                at += 1
            else:
                return None
        return None

    @property
    def targets(self) -> Sequence[Target]:
        """All targets from left to right."""
        return self._targets

    def all(self) -> Iterator[str | None]:
        """The directions of all targets in order."""
        return (self.of(target) for target in self._targets)

    def leads_to_target(self, at: int) -> bool:
        """Whether a target starts at a word or after small words there: "5 aus der Schweiz"."""
        while at < len(self._plain) and self._plain[at] in _TIMES:
            at += 1
        said = self._starts.get(at)
        if said is not None:
            at = said.last
        for _ in range(_FURTHEST):
            if at in self._last_of:
                return True
            if at >= len(self._plain) or self._plain[at] not in _TRANSPARENT:
                return False
            at += 1
        return False

    def goes_out(self, call: Said, language: str | None, furthest: int = _FURTHEST) -> bool:
        """Whether a call goes to a target that follows it: "3 calls to mobiles in India"."""
        after = [self.of(t) for t in self._targets if call.last <= t.first <= call.last + furthest]
        if "to" in after or after[:1] == ["into"]:
            return True
        return language in _VERB_LAST and any(self.of(target) == "to" for target in self._targets)

    def has_object(self, call: Said) -> bool:
        """Whether a call says itself where it goes: "3 calls to India", "5 called on mobiles"."""
        return self.goes_out(call, None) or (call.value == "verb" and self.is_called(call, None))

    def is_called(self, verb: Said, language: str | None) -> bool:
        """Whether a verb has a target as its object: "call Brazil", "call a mobile in India"."""
        after = [t for t in self._targets if verb.last <= t.first <= verb.last + _FURTHEST]
        if after:
            return self.of(after[0]) not in {"from", "of"}
        return language in _VERB_LAST and any(self.of(t) not in {"from", "of"} for t in self._targets)
