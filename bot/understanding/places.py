"""Countries that a text names, in whatever way."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.understanding.inflected_places import InflectedPlaces, is_unspaced
from bot.understanding.misspelt_places import MisspeltPlaces
from bot.understanding.phrase_table import Match
from bot.understanding.place_tables import PlaceTables, is_country, kind_and_countries
from bot.understanding.reading import Ambiguity
from bot.understanding.sentence import Sentence
from bot.understanding.text import is_katakana

_FLAG_FIRST = 0x1F1E6
_SUBDIVISION_FLAGS = {"gbeng": "GB", "gbsct": "GB", "gbwls": "GB"}
_SHORT_KATAKANA = 3
"""Characters of a katakana name that is no name within a longer katakana word."""
_SHORT_NAME = 3
MOST_GUESSES = 60
"""Words of one text that are tried as misspelt names."""


class Place(NamedTuple):
    """Where a text names a place: word indices, the end exclusive, and the countries it can mean."""

    first: int
    last: int
    countries: tuple[str, ...]
    kind: str
    """country, foreign, foreign word, people, city, unsure, code, region, zone or misspelt."""

    @property
    def is_unsure(self) -> bool:
        """Whether the person has to say which."""
        return not self.is_region and len(self.countries) > 1

    @property
    def is_region(self) -> bool:
        """Whether all its countries are meant."""
        return self.kind in {"region", "zone"}


class PlaceFinder:
    """Finds places in the words of a text."""

    def __init__(self, tables: PlaceTables, misspelt: MisspeltPlaces) -> None:
        self._tables = tables
        self._misspelt = misspelt
        self._inflected = InflectedPlaces(tables.names)

    def find(self, sentence: Sentence, taken: set[int], known: set[int]) -> list[Place]:
        """Places from left to right, none over another or a taken word; known words are never misspelt."""
        found: list[Place] = []
        at, guesses = 0, 0
        while at < len(sentence.words):
            place = None if at in taken else self._surely(sentence, at, taken, known)
            if place is None and at not in taken and at not in known and guesses < MOST_GUESSES:
                guesses += sentence.plain[at].isalpha()
                place = self._perhaps(sentence, at)
            if place is not None and place.countries:
                found.append(place)
            at = place.last if place is not None else at + 1
        return found

    def _surely(self, sentence: Sentence, at: int, taken: set[int], known: set[int]) -> Place | None:
        """A name, a code or a flag; a place without countries is a word that only looks like a name."""
        other_word = False
        for match in self._tables.names.at(sentence.plain, at):
            if taken.isdisjoint(range(at, match.last)) and not _cuts_a_word(sentence, match):
                kind, countries = kind_and_countries(match.value)
                name = " ".join(sentence.plain[at : match.last])
                countries = self._tables.by_language.get((name, sentence.language or ""), countries)
                if not self._tables.homographs.is_other_word(sentence, at, match.last, kind, known):
                    place = Place(at, match.last, countries, kind)
                    return self._in_a_state(sentence, place) if "US" in countries else place
                other_word = True
        if sentence.language is None and (short := self._short_name(sentence, at)):
            return Place(at, at + 1, short, "foreign")
        country = self._tables.codes.read(sentence, at) or _flag(sentence.words[at].said)
        if country is not None:
            return Place(at, at + 1, (country,), "code")
        return Place(at, at + 1, (), "") if other_word else None

    def _short_name(self, sentence: Sentence, at: int) -> tuple[str, ...]:
        """A name of two or three letters that only its accents make sure: Çin, Đức."""
        said = sentence.words[at].said
        if len(said) > _SHORT_NAME or said.isascii() or not said[0].isupper():
            return ()
        value = self._tables.names.values.get("=" + said.lower())
        return kind_and_countries(value)[1] if value else ()

    def _in_a_state(self, sentence: Sentence, place: Place) -> Place:
        """An American city with its state, San Diego, CA: the state's letters are no country."""
        at = place.last + (sentence.word(place.last) == ",")
        said = sentence.words[at].said if at < len(sentence.words) else ""
        if place.kind not in {"city", "unsure"} or said not in self._tables.states or sentence.text.shouts:
            return place
        return Place(place.first, at + 1, ("US",), "city")

    def _perhaps(self, sentence: Sentence, at: int) -> Place | None:
        small = sentence.words[at].said.islower()
        guess = None if small and sentence.is_foreign else self._misspelt.read(sentence, at)
        if guess is not None:
            return Place(at, guess.last, guess.countries, "misspelt")
        word = sentence.plain[at]
        is_strange = self._misspelt.is_strange(word) or is_unspaced(word)
        if sentence.language is not None or not is_strange:
            return None
        countries = self._inflected.read(word)
        return Place(at, at + 1, countries, "foreign") if countries else None


def settled(places: Sequence[Place], sentence: Sentence) -> tuple[tuple[str, ...], Ambiguity | None]:
    """The countries in the order said; or the first place that can mean several and nothing settles."""
    places = [p for i, p in enumerate(places) if not _is_explained(places, i, sentence)]
    sure = {country for place in places if not place.is_unsure for country in place.countries}
    ordered: list[str] = []
    for place in places:
        options = [o for o in place.countries if o[:2] in sure] if place.is_unsure else place.countries
        if not options:
            return (), Ambiguity("countries", sentence.said(place.first, place.last), place.countries)
        ordered += options if place.is_region else [options[0][:2]]
    return tuple(dict.fromkeys(ordered)), None


_PARTS_OF = {
    "HK": "CN",
    "MO": "CN",
    "TW": "CN",
    "PR": "US",
    "GU": "US",
    "VI": "US",
    "MP": "US",
    "AS": "US",
    "JE": "GB",
    "GG": "GB",
    "IM": "GB",
}


def _is_explained(places: Sequence[Place], index: int, sentence: Sentence) -> bool:
    """Whether a place only explains, or is explained by, its neighbour: Hong Kong, China; Paris, Texas."""
    if _opens_a_pair(places, index, sentence) and places[index].kind == "city":
        return not places[index + 1].is_unsure and places[index].countries != places[index + 1].countries
    if index and _opens_a_pair(places, index - 1, sentence):
        return _PARTS_OF.get(places[index - 1].countries[0]) == places[index].countries[0]
    return False


def _opens_a_pair(places: Sequence[Place], index: int, sentence: Sentence) -> bool:
    """Whether exactly two places stand with a comma between them, and no list goes on."""
    if index + 1 >= len(places) or "code" in {places[index].kind, places[index + 1].kind}:
        return False
    between = [sentence.word(at) for at in range(places[index].last, places[index + 1].first)]
    listed_before = index and places[index].first - places[index - 1].last <= 1
    listed_after = index + 2 < len(places) and places[index + 2].first - places[index + 1].last <= 2
    return between in ([","], ["("], [",", "sar"], ["sar"]) and not listed_before and not listed_after


def _cuts_a_word(sentence: Sentence, match: Match[str]) -> bool:
    """Whether a short katakana name is only a part of a longer katakana word."""
    first, last = sentence.words[match.first], sentence.words[match.last - 1]
    if match.last - match.first > _SHORT_KATAKANA or not is_katakana(first.said):
        return False
    before = sentence.words[match.first - 1] if match.first else None
    after = sentence.words[match.last] if match.last < len(sentence.words) else None
    starts_within = before is not None and before.end == first.start and is_katakana(before.said)
    ends_within = after is not None and last.end == after.start and is_katakana(after.said)
    return starts_within or (ends_within and is_katakana(last.said))


def _flag(said: str) -> str | None:
    """The country of a flag emoji."""
    if len(said) == 2 and 0 <= ord(said[0]) - _FLAG_FIRST < 26:
        code = "".join(chr(ord(c) - _FLAG_FIRST + ord("A")) for c in said)
        return code if is_country(code) else None
    if said[0] == "\U0001f3f4" and len(said) > 5:
        return _SUBDIVISION_FLAGS.get("".join(chr(ord(c) - 0xE0000) for c in said[1:-1]))
    return None
