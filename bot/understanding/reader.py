"""From a text in its conversation to a Reading: the one door of this package."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock

from bot.understanding import choices, concepts, follow_ups, several
from bot.understanding.cues import Cues
from bot.understanding.encoder import Encoder, SentenceEncoder
from bot.understanding.guess import Guess, Guesser
from bot.understanding.head import Head
from bot.understanding.language import OURS, Languages
from bot.understanding.reading import Ambiguity, Ask, Context, Reading, Slots
from bot.understanding.refusals import Refusals, without_code
from bot.understanding.said import Said
from bot.understanding.slots import SlotFinder
from bot.understanding.text import Text

CACHED = 1024
MONEY = frozenset({"balance", "usage", "plan_comparison", "estimate"})
SMALL_TALK = frozenset({"greeting", "help", "thanks", "cancel", "language_switch", "out_of_scope"})
ABOUT_PLACES = frozenset({"availability", "rates", "estimate", "eligibility", "usage"})
"""Intents for which it matters which Georgia was meant."""
SURE = 0.45
SURE_OF_MONEY = 0.55
"""Shares of right readings below which the person is asked; nothing about money is said on a guess."""


class Reader:
    """Built once at start; `read` is deterministic and safe to call from several threads."""

    def __init__(self, encoder: Encoder | None = None) -> None:
        self.encoder = encoder or SentenceEncoder()
        self.head = Head.load()
        self.slots = SlotFinder()
        self.cues = Cues()
        self.concepts = concepts.of_all_languages(concepts.load())
        self.guesser = Guesser(self.head, self.encoder, self.concepts)
        self.refusals = Refusals(self.cues, self.concepts)
        self.languages = Languages.load()
        self._cache: OrderedDict[tuple[str, Context, date], Reading] = OrderedDict()
        self._lock = Lock()

    def read(self, text: str, context: Context, today: date) -> Reading:
        """What the text asks for. Never raises on any text."""
        key = (text, context, today)
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
        reading = _Turn(self, text, context, today).reading()
        with self._lock:
            self._cache[key] = reading
            if len(self._cache) > CACHED:
                self._cache.popitem(last=False)
        return reading


@dataclass(frozen=True)
class Part:
    """One part of a message, read."""

    said: Said
    guess: Guess
    slots: Slots
    carried: tuple[str, ...]
    ambiguous: Ambiguity | None

    @property
    def is_subject(self) -> bool:
        return self.guess.intent not in SMALL_TALK


class _Turn:
    """The reading of one message."""

    def __init__(self, reader: Reader, text: str, context: Context, today: date) -> None:
        self._reader, self._context, self._today = reader, context, today
        self._text = Text(text)
        self._language = reader.languages.decided(self._text)

    def reading(self) -> Reading:
        reason = self._reader.refusals.reason(self._text)
        if reason:
            return self._refused(reason)
        return self._of_parts(several.parts(self._text, self._reader.cues))

    def _refused(self, reason: str) -> Reading:
        """The honest parts of the message are read; the rest is refused, or declined beside them."""
        honest = [
            part
            for part in several.parts(Text(without_code(self._text.said)), self._reader.cues)
            if not self._reader.refusals.reason(Text(part))
        ]
        reading = self._of_parts(honest) if honest else None
        if reading is None or reading.intent in SMALL_TALK or reading.ambiguous:
            return Reading("out_of_scope", Slots(), 1.0, language=self._language, refusal=reason)
        return replace(reading, more=(*reading.more, Ask("out_of_scope", Slots())))

    # ---- several parts

    def _of_parts(self, pieces: list[str]) -> Reading:
        whole = self._part(" ".join(pieces), self._context)
        if len(pieces) < 2:
            return self._told([whole])
        return self._told(self._asks(pieces, whole))

    def _asks(self, pieces: list[str], whole: Part) -> list[Part]:
        """The parts that ask something different from each other; else the whole message as one."""
        read: list[Part] = []
        context = self._context
        for piece in pieces:
            part = self._part(piece, context)
            if part.is_subject and part.guess.confidence >= _enough(part.guess.intent):
                context = replace(self._context, intent=part.guess.intent, slots=part.slots, asked=None)
                read.append(part)
        distinct = _merged(read)
        return distinct if len(distinct) > 1 else [whole]

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

    # ---- one part

    def _part(self, piece: str, context: Context) -> Part:
        reader = self._reader
        text = Text(piece)
        found = reader.slots.find(piece, self._today, context.home_country, self._spoken(context))
        said = Said(text, found, reader.cues)
        if context.asked and (picked := choices.chosen(said, context.asked)):
            return self._settled(said, context, context.asked, picked)
        if context.intent and context.intent not in SMALL_TALK and said.is_bare and found.spans:
            return self._bare_follow_up(said, context)
        guess = reader.guesser.guess(said)
        return self._question(said, context, guess)

    def _spoken(self, context: Context) -> str | None:
        """The locale whose words are meant; None for a language that is not spoken."""
        return (self._language or context.language) if self._language in (None, *OURS) else None

    def _settled(self, said: Said, context: Context, asked: Ambiguity, picked: tuple[str, ...]) -> Part:
        """The question that was open before, with what was ambiguous now chosen."""
        slots, intent = context.slots, context.intent or "availability"
        if asked.slot == "intent":
            intent, _, topic = picked[0].partition("/")
            slots = replace(slots, topic=topic or None)
        else:
            places = [place for option in picked for place in self._reader.slots.countries_of(option)]
            slots = replace(slots, countries=tuple(dict.fromkeys([*slots.countries, *places])))
        guess = Guess(intent, slots.topic, 1.0, ())
        return Part(said, guess, slots, ("intent",), None)

    def _bare_follow_up(self, said: Said, context: Context) -> Part:
        """ "And toll-free?": the same question with something else in it."""
        intent = self._intent_of_bare(said, context)
        topic = context.slots.topic if intent == context.intent else None
        slots, carried = follow_ups.merged(context.slots, said.found.slots, intent)
        guess = Guess(intent, topic, 0.95, ())
        slots = replace(slots, topic=topic)
        return Part(said, guess, slots, ("intent", *carried), self._open(said, intent))

    def _intent_of_bare(self, said: Said, context: Context) -> str:
        slots = said.found.slots
        intent = context.intent or "availability"
        if slots.minutes is not None or slots.participants is not None or slots.legs:
            return "estimate"
        if slots.agreement:
            return "eligibility"
        names_place = slots.countries or slots.call_type or slots.line_type or said.found.ambiguous
        if names_place and intent in follow_ups.WITHOUT_PLACE:
            return "availability"
        if slots.phone_number and intent not in {"rates", "estimate"}:
            return "rates"
        return intent

    def _question(self, said: Said, context: Context, guess: Guess) -> Part:
        slots, carried = said.found.slots, ()
        if guess.intent in SMALL_TALK:
            return Part(said, guess, Slots(), (), None)
        if follow_ups.leans(said, context, guess.intent, guess.topic):
            slots, carried = follow_ups.merged(context.slots, slots, guess.intent)
        slots = replace(slots, topic=guess.topic)
        open_ = self._open(said, guess.intent)
        if guess.confidence < _enough(guess.intent):
            open_ = Ambiguity("intent", "", guess.options)
        return Part(said, guess, slots, carried, open_)

    def _open(self, said: Said, intent: str) -> Ambiguity | None:
        return said.found.ambiguous if intent in ABOUT_PLACES else None


def _enough(intent: str) -> float:
    return SURE_OF_MONEY if intent in MONEY else SURE


def _merged(parts: list[Part]) -> list[Part]:
    """Neighbouring parts with the same question become one when they only add places to it."""
    kept: list[Part] = []
    for part in parts:
        same = next((old for old in kept if _is_same_question(old, part)), None)
        if same is None:
            kept.append(part)
        else:
            places = tuple(dict.fromkeys([*same.slots.countries, *part.slots.countries]))
            both, _ = follow_ups.merged(same.slots, part.slots, part.guess.intent)
            slots = replace(both, countries=places, topic=same.slots.topic)
            kept[kept.index(same)] = replace(same, slots=slots, ambiguous=same.ambiguous or part.ambiguous)
    return kept


def _is_same_question(one: Part, other: Part) -> bool:
    if (one.guess.intent, one.slots.topic) != (other.guess.intent, other.slots.topic):
        return False
    pairs = [
        (getattr(one.slots, name), getattr(other.slots, name))
        for name in ("call_type", "line_type", "period", "minutes", "phone_number")
    ]
    return all(old is None or new is None or old == new for old, new in pairs)
