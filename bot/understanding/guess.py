"""The intent of a text that stands by itself: by rule where slots say it all, else by the trained head."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.understanding import features
from bot.understanding.concepts import Concepts
from bot.understanding.encoder import Encoder
from bot.understanding.head import Candidate, Head
from bot.understanding.said import Said

BY_RULE = 0.95
CLOSE = 0.1
"""Share that the less likely of rate and estimate has where the slots decide between them."""
_PRICES = frozenset({"rates", "estimate"})
_QUANTITIES = frozenset({"has_duration", "has_people", "has_legs"})
LIKELIER = 3.0
"""How much likelier an intent is when the conversation is about it and the text goes on from there."""


@dataclass(frozen=True)
class Guess:
    """An intent, its topic, how sure it is, and what else it may be."""

    intent: str
    topic: str | None
    confidence: float
    candidates: Sequence[Candidate]

    @property
    def topic_share(self) -> float:
        """How much of the intent's likelihood is its likeliest topic's."""
        if not self.candidates:
            return 1.0
        of_intent = [one.probability for one in self.candidates if one.intent == self.intent]
        return max(of_intent) / sum(of_intent)

    @property
    def options(self) -> tuple[str, ...]:
        """The two likeliest questions that have an answer, as "intent" or "intent/topic"."""
        sensible = [one for one in self.candidates if one.intent not in _NOT_OFFERED]
        return tuple(one.label for one in sensible[:2])


_NOT_OFFERED = frozenset({"greeting", "help", "thanks", "cancel", "language_switch", "out_of_scope"})


class Guesser:
    """Guesses by what a text says, never by what was said before."""

    def __init__(self, head: Head, encoder: Encoder, concepts: Concepts) -> None:
        self._head = head
        self._encoder = encoder
        self._concepts = concepts

    def guess(self, said: Said, spoken_of: str | None = None) -> Guess:
        """The likeliest intent; `confidence` is the share of guesses this sure that are right.

        `spoken_of`: the intent that the text goes on from, if its words say that it does.
        """
        bare = _by_slots(said) if said.is_bare else None
        if bare is not None:
            return Guess(*bare, BY_RULE, ())
        found = features.atoms(said.text, said.found, self._concepts)
        vector = self._encoder.vectors([said.found.masked])[0]
        return _priced(_best(_leaning(self._head.candidates(vector, found), spoken_of)), said)


def _leaning(candidates: Sequence[Candidate], intent: str | None) -> Sequence[Candidate]:
    """The same with the intent that was spoken of made likelier."""
    if intent is None:
        return candidates
    odds = [(one, one.probability * (LIKELIER if one.intent == intent else 1.0)) for one in candidates]
    total = sum(share for _, share in odds)
    leaning = [Candidate(one.label, share / total) for one, share in odds]
    return sorted(leaning, key=lambda one: -one.probability)


def _best(candidates: Sequence[Candidate]) -> Guess:
    """The intent with the largest share over all its topics, and its likeliest topic."""
    shares = _by_intent(candidates)
    intent = max(shares, key=lambda name: shares[name])
    topic = next(one.topic for one in candidates if one.intent == intent)
    return Guess(intent, topic, shares[intent], tuple(candidates))


def _priced(guess: Guess, said: Said) -> Guess:
    """A rate or an estimate: with a duration or a head count it is an estimate, however close the two are."""
    if guess.intent not in _PRICES or guess.topic:
        return guess
    shares = _by_intent(guess.candidates)
    both = shares["rates"] + shares["estimate"]
    if said.asks_one_minute:
        return Guess("rates", None, both, guess.candidates)
    if min(shares["rates"], shares["estimate"]) <= CLOSE * both:
        return guess
    intent = "estimate" if said.found.signals & _QUANTITIES else guess.intent
    return Guess(intent, None, both, guess.candidates)


def _by_intent(candidates: Iterable[Candidate]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for one in candidates:
        shares[one.intent] = shares.get(one.intent, 0.0) + one.probability
    return shares


def _by_slots(said: Said) -> tuple[str, str | None] | None:
    """What a message of nothing but slots asks: a number its rate, a place what there is."""
    slots, signals = said.found.slots, said.found.signals
    if slots.agreement:
        return "eligibility", None
    if slots.legs or (slots.minutes is not None and not said.asks_one_minute):
        return "estimate", None
    if slots.phone_number:
        return "rates", None
    if len(said.found.mentioned.get("call_type", ())) > 1:
        return "rates", "which_number"
    if slots.line_type and slots.countries and slots.call_type != "toll_free":
        return "rates", None
    if "has_place" in signals:
        return ("rates" if "has_price_word" in signals else "availability"), None
    return None
