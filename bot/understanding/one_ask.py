"""One ask of a message, read in its conversation: intent, topic, and slots with those carried over."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.understanding import books, choices, follow_ups
from bot.understanding.guess import BY_RULE, Guess
from bot.understanding.language_wish import wishes_language
from bot.understanding.meant import as_meant
from bot.understanding.reading import Ambiguity, Context, Slots
from bot.understanding.said import Said
from bot.understanding.scaled import scaled, scaling
from bot.understanding.text import text_of

if TYPE_CHECKING:
    from bot.understanding.reader import Reader

MONEY = frozenset({"balance", "usage", "plan_comparison", "estimate"})
SMALL_TALK = frozenset({"greeting", "help", "thanks", "cancel", "language_switch", "out_of_scope"})
ABOUT_PLACES = frozenset({"availability", "rates", "estimate", "eligibility", "usage"})
"""Intents for which it matters which Georgia was meant."""
SURE = 0.6
SURE_OF_MONEY = 0.75
SURE_OF_TALK = 0.45
"""Shares of right readings below which the person is asked; nothing about money is said on a guess."""
SURE_OF_TOPIC = 0.55
"""Share of an intent's likelihood that its likeliest topic must have."""
BY_FOLLOW_UP = 0.95


@dataclass(frozen=True)
class Part:
    """One ask, read."""

    said: Said
    guess: Guess
    slots: Slots
    carried: tuple[str, ...] = ()
    ambiguous: Ambiguity | None = None


def enough(intent: str) -> float:
    """The confidence from which an intent is answered rather than asked for."""
    if intent in SMALL_TALK:
        return SURE_OF_TALK
    return SURE_OF_MONEY if intent in MONEY else SURE


class AskReader:
    """Reads the pieces of one message, all in one language."""

    def __init__(self, reader: "Reader", today: date, language: str | None) -> None:
        """`language`: the locale whose words are meant, or the code of a language that is not spoken."""
        self._reader, self._today, self._language = reader, today, language

    def read(self, piece: str, context: Context) -> Part:
        """What it asks for, in the light of what was said before."""
        reader = self._reader
        found = reader.slots.find(piece, self._today, context.home_country, self._language)
        said = Said(text_of(piece), found, reader.cues)
        if context.asked and (picked := choices.chosen(said, context.asked)):
            return self._settled(said, context, context.asked, picked)
        if wishes_language(said, bool(context.intent)):
            return Part(said, Guess("language_switch", None, BY_FOLLOW_UP, ()), Slots())
        if context.intent == "estimate" and (changes := scaling(said)):
            slots = replace(scaled(context.slots, changes), topic=None)
            return Part(said, Guess("estimate", None, BY_FOLLOW_UP, ()), slots, ("intent",))
        if context.intent and context.intent not in SMALL_TALK and said.is_bare and found.spans:
            return self._bare_follow_up(said, context)
        return self._question(said, context)

    def _settled(self, said: Said, context: Context, asked: Ambiguity, picked: tuple[str, ...]) -> Part:
        """The question that was open before, with what was ambiguous now chosen."""
        slots, intent = context.slots, context.intent or "availability"
        if asked.slot == "intent":
            intent, _, topic = picked[0].partition("/")
            slots = replace(slots, topic=topic or None)
        else:
            places = [place for option in picked for place in self._reader.slots.countries_of(option)]
            slots = replace(slots, countries=tuple(dict.fromkeys([*slots.countries, *places])))
        return Part(said, Guess(intent, slots.topic, 1.0, ()), slots, ("intent",))

    def _bare_follow_up(self, said: Said, context: Context) -> Part:
        """ "And toll-free?": the same question with something else in it."""
        intent = follow_ups.intent_of_bare(said, context)
        topic = context.slots.topic if intent == context.intent else None
        new = as_meant(said, intent, topic, self._reader.slots.countries_of("ZONE_A"))
        slots, carried = follow_ups.merged(follow_ups.before(said, context), new, intent)
        guess = Guess(intent, topic, BY_FOLLOW_UP, ())
        slots = replace(slots, topic=topic)
        return Part(said, guess, slots, ("intent", *carried), self._open(said, intent))

    def _question(self, said: Said, context: Context) -> Part:
        guess = self._by_rule(said, context) or self._reader.guesser.guess(
            said, context.intent if said.leans else None
        )
        if guess.intent in SMALL_TALK:
            return Part(said, guess, Slots(), (), self._unsure(guess))
        zone_a = self._reader.slots.countries_of("ZONE_A")
        slots, carried = as_meant(said, guess.intent, guess.topic, zone_a), ()
        if follow_ups.leans(said, context, guess.intent, guess.topic):
            slots, carried = follow_ups.merged(follow_ups.before(said, context), slots, guess.intent)
        elif follow_ups.keeps_period(said, context, guess.intent, guess.topic):
            slots, carried = replace(slots, period=context.slots.period), ("period",)
        slots = replace(slots, topic=guess.topic)
        return Part(said, guess, slots, carried, self._unsure(guess) or self._open(said, guess.intent))

    def _by_rule(self, said: Said, context: Context) -> Guess | None:
        """What the books are asked to do, or what goes on from the question before, in whatever words."""
        if books.asks_to_take_back(said.text, self._reader.cues):
            return Guess("usage", "audit", BY_RULE, ())
        if context.intent == "balance" and books.portal_amount(said) is not None:
            return Guess("balance", None, BY_RULE, ())
        if follow_ups.asks_price_there(said, context):
            return Guess("rates", None, BY_FOLLOW_UP, ())
        if follow_ups.compares(said, context):
            return Guess("usage", None, BY_FOLLOW_UP, ())
        return None

    def _unsure(self, guess: Guess) -> Ambiguity | None:
        is_sure = guess.confidence >= enough(guess.intent) and guess.topic_share >= SURE_OF_TOPIC
        return None if is_sure else Ambiguity("intent", "", guess.options)

    def _open(self, said: Said, intent: str) -> Ambiguity | None:
        return said.found.ambiguous if intent in ABOUT_PLACES else None
