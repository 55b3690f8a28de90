"""The reading of one message: refused, one ask, or several."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.understanding import several
from bot.understanding.one_ask import BY_FOLLOW_UP, SMALL_TALK, AskReader, Part, enough
from bot.understanding.reading import Ask, Context, Reading, Slots
from bot.understanding.several import Piece
from bot.understanding.text import text_of

if TYPE_CHECKING:
    from bot.understanding.reader import Reader

SURE_OF_ANOTHER = 0.65
"""Share from which a piece of a message counts as an ask of its own."""
LONGEST_TAKEN_APART = 800
"""Characters beyond which a message is read as one, so that any text is read within milliseconds."""
FEWEST_WORDS = 2
"""Words of a piece that asks something beside one that is refused."""
_GENERIC = frozenset({
    "price", "how_much", "per_minute", "estimate", "would", "check", "can_we", "ours", "buy", "available",
    "should", "what_is", "which", "who", "when", "where", "charge", "help", "best", "money",
})  # fmt: skip
"""What "and how much is that" or "can you check" speak of: nothing that was not said before them."""
_PRICES = frozenset({"rates", "estimate"})
_TELLING = ("call_type", "line_type", "period", "minutes", "phone_number")


class Message:
    """Read once."""

    def __init__(self, reader: "Reader", text: str, context: Context, today: date) -> None:
        self._reader, self._context = reader, context
        self._text = text_of(text)
        self._language = reader.languages.decided(self._text)
        named = reader.spenders.own(self._text, context.own_names) if context.own_names else []
        self._names_several = len({one.name for one in named}) > 1
        self._own = named[0] if named and not self._names_several else None
        if self._own:
            without = reader.spenders.without(self._text, self._own, self._language or context.language)
            self._text = text_of(without)
        self._asks = AskReader(reader, today, self._language or context.language)

    def reading(self) -> Reading:
        """What it asks for."""
        reason = self._reader.refusals.reason(self._text)
        if reason:
            return self._refused(reason)
        if self._own and is_about_spending(self._context) and self._reader.spenders.is_all(self._text.said):
            return self._of_another(self._own.name)
        parts = self._parts(several.pieces(self._text, self._reader.cues, self._language))
        return self._of_whom(self._told(parts), parts[0])

    def _of_another(self, name: str) -> Reading:
        """ "And Finance?": the question before, of another cost centre."""
        slots = replace(self._context.slots, cost_centre=name)
        return Reading("usage", slots, BY_FOLLOW_UP, language=self._language, carried=("intent",))

    def _of_whom(self, reading: Reading, first: Part) -> Reading:
        if self._own and reading.ambiguous and "usage" in reading.ambiguous.options:
            # A name of their own says that their own spending is meant, whatever else the words may ask.
            slots = replace(first.slots, topic=None, cost_centre=self._own.name)
            return Reading("usage", slots, BY_FOLLOW_UP, language=reading.language, carried=reading.carried)
        if not is_about_spending(reading) or reading.ambiguous or self._names_several:
            return reading
        name = self._own.name if self._own else self._reader.spenders.unknown(first.said)
        return replace(reading, slots=replace(reading.slots, cost_centre=name)) if name else reading

    def _refused(self, reason: str) -> Reading:
        """The honest pieces of the message are read; the rest is refused, or declined beside them."""
        honest = self._honest(several.pieces(self._text, self._reader.cues, self._language))
        parts = self._parts(honest) if honest else []
        if not parts or parts[0].guess.intent in SMALL_TALK or parts[0].guess.confidence < SURE_OF_ANOTHER:
            return Reading("out_of_scope", Slots(), 1.0, language=self._language, refusal=reason)
        reading = self._told(parts)
        return replace(reading, more=(*reading.more, Ask("out_of_scope", Slots())))

    def _honest(self, pieces: list[Piece]) -> list[Piece]:
        """A piece that goes on from a refused one is not: "and how much do they spend"."""
        kept: list[Piece] = []
        after_refused = False
        for piece in pieces:
            text = text_of(piece.said)
            if len(text.words) < FEWEST_WORDS or self._reader.refusals.reason(text):
                after_refused = True
            elif not (after_refused and self._goes_on(piece)):
                kept.append(piece)
        return kept

    def _goes_on(self, piece: Piece) -> bool:
        part = self._asks.read(piece.said, self._context)
        return not part.said.names_something and (part.said.refers_back or not self._is_specific(part))

    def _parts(self, pieces: list[Piece]) -> list[Part]:
        if len(pieces) > 1 and len(self._text.said) <= LONGEST_TAKEN_APART:
            asks = distinct(self._own_asks(pieces))
            if len(asks) > 1:
                return asks
        return [self._asks.read(" ".join(piece.said for piece in pieces), self._context)]

    def _own_asks(self, pieces: list[Piece]) -> list[Part]:
        """The pieces that ask something by themselves, each in the light of those before it."""
        kept: list[Part] = []
        context, before = self._context, True
        for piece in pieces:
            part = self._asks.read(piece.said, context)
            if self._stands_alone(part, before):
                context = replace(context, intent=part.guess.intent, slots=part.slots, asked=None)
                kept.append(part)
            before = piece.is_question
        return kept

    def _stands_alone(self, part: Part, after_question: bool) -> bool:
        if part.guess.intent in SMALL_TALK or part.guess.confidence < max(
            SURE_OF_ANOTHER, enough(part.guess.intent)
        ):
            return False
        return after_question or self._is_specific(part) or part.said.names_something

    def _is_specific(self, part: Part) -> bool:
        return bool(self._reader.concepts.find(part.said.text) - _GENERIC)

    def _told(self, parts: list[Part]) -> Reading:
        first = parts[0]
        return Reading(
            first.guess.intent,
            first.slots,
            first.guess.confidence,
            first.ambiguous,
            tuple(Ask(part.guess.intent, part.slots) for part in parts[1:]),
            self._told_language(first),
            None,
            first.carried,
        )

    def _told_language(self, part: Part) -> str | None:
        if part.guess.intent != "language_switch":
            return self._language
        named = sorted(self._reader.cues.languages.find(self._text))
        return named[0] if named else self._language


def is_about_spending(one: Context | Reading) -> bool:
    """Whether it asks what was spent, which may be asked of a cost centre alone."""
    return one.intent == "usage" and one.slots.topic is None


def distinct(parts: list[Part]) -> list[Part]:
    """Parts that ask the same become one: a place more, or "and what does that cost"."""
    kept: list[Part] = []
    for part in parts:
        same = next((old for old in kept if _asks_the_same(old, part)), None)
        if same is None:
            kept.append(part)
        else:
            kept[kept.index(same)] = _joined(same, part)
    return kept


def _joined(one: Part, other: Part) -> Part:
    places = tuple(dict.fromkeys([*one.slots.countries, *other.slots.countries]))
    said = {name: getattr(other.slots, name) for name in _TELLING if getattr(other.slots, name)}
    slots = replace(one.slots, **said, countries=places)
    return replace(one, slots=slots, ambiguous=one.ambiguous or other.ambiguous)


def _asks_the_same(one: Part, other: Part) -> bool:
    if {one.guess.intent, other.guess.intent} == _PRICES:
        return not other.said.names_something
    if (one.guess.intent, one.slots.topic) != (other.guess.intent, other.slots.topic):
        return False
    pairs = [(getattr(one.slots, name), getattr(other.slots, name)) for name in _TELLING]
    return all(old is None or new is None or old == new for old, new in pairs)
