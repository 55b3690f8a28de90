"""The places of one text that are really meant."""

from collections.abc import Sequence, Set

from bot.understanding.phone_numbers_in_text import FoundNumber
from bot.understanding.places import Place
from bot.understanding.sentence import Sentence
from bot.understanding.vocabulary import Said


def place_of(number: FoundNumber, sentence: Sentence) -> Place:
    """Where a number with a country code stands, as the place that it names."""
    words = sentence.words
    first = next((i for i, word in enumerate(words) if word.end > number.start), 0)
    last = next((i for i, word in enumerate(words) if word.start >= number.end), len(words))
    return Place(first, max(last, first + 1), number.countries, "code")


def meant(places: Sequence[Place], aside: Sequence[Said], prepositions: Sequence[Said]) -> list[Place]:
    """Without what is set aside: the zone when a country or a limit is spoken of, and "not Nigeria"."""
    limits = any(said.value == "limit" for said in aside)
    named = [p for p in places if p.kind != "zone" or not (limits or len(places) > 1)]
    denied = _denied(named, [said for said in aside if said.value == "not"], prepositions)
    return [place for place in named if place not in denied] if len(denied) < len(named) else named


def _denied(places: Sequence[Place], nots: Sequence[Said], prepositions: Sequence[Said]) -> Set[Place]:
    ends = {said.last for said in nots}
    starts = {said.first for said in nots}
    before = {said.last: said.first for said in prepositions}
    return {
        place
        for place in places
        if place.first in ends or before.get(place.first) in ends or place.last in starts
    }
