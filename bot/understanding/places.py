"""Countries that a text names, in whatever way."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.understanding.misspelt_places import MisspeltPlaces
from bot.understanding.phrase_table import Match
from bot.understanding.place_tables import PlaceTables, is_country, kind_and_countries
from bot.understanding.reading import Ambiguity
from bot.understanding.text import Text, Token

_FLAG_FIRST = 0x1F1E6
_SUBDIVISION_FLAGS = {"gbeng": "GB", "gbsct": "GB", "gbwls": "GB"}
_PLACE_WORDS = frozenset(
    """in to from for at near em no na para pra de do da a en desde hacia à au depuis pour nach aus von bei zu verso
    per naar uit voor op within across outside and or e y et und o ou oder city cidade ciudad ville stadt città stad""".split()
)
_LANGUAGES = frozenset(
    """english german french spanish italian dutch portuguese japanese ingles alemao frances espanhol italiano holandes neerlandes
    portugues japones aleman espanol anglais allemand francais espagnol italien neerlandais portugais japonais englisch
    deutsch franzosisch spanisch italienisch niederlandisch portugiesisch japanisch inglese tedesco francese spagnolo olandese
    portoghese giapponese engels duits frans spaans italiaans nederlands portugees japans""".split()
)
_SPEAKING = frozenset(
    """in speak speaking language answer reply write em falar fala fale idioma lingua responda responde en habla hablar
    hablas lengua parle parler parlez langue repondez auf sprechen sprichst sprache antworte antworten parla parlare rispondi het spreek spreken
    taal antwoord to into translate""".split()
)


class Place(NamedTuple):
    """Where a text names a place: word indices, the end exclusive, and the countries it can mean."""

    first: int
    last: int
    countries: tuple[str, ...]
    kind: str
    """country, foreign, people, city, unsure, code, region or misspelt."""

    @property
    def is_unsure(self) -> bool:
        return self.kind != "region" and len(self.countries) > 1


class PlaceFinder:
    """Finds places in the words of a text."""

    def __init__(self, tables: PlaceTables, misspelt: MisspeltPlaces) -> None:
        self._tables = tables
        self._misspelt = misspelt

    def find(
        self,
        text: Text,
        words: Sequence[Token],
        plain: Sequence[str],
        taken: set[int],
        known: set[int],
        language: str | None,
    ) -> list[Place]:
        """Places from left to right, none overlapping another or a taken word; known words are not misspelt names."""
        found: list[Place] = []
        at = 0
        while at < len(words):
            place = None if at in taken else self._at(text, words, plain, at, taken, known, language)
            if place is not None:
                found.append(place)
            at = place.last if place is not None else at + 1
        return found

    def _at(
        self,
        text: Text,
        words: Sequence[Token],
        plain: Sequence[str],
        at: int,
        taken: set[int],
        known: set[int],
        language: str | None,
    ) -> Place | None:
        for match in self._tables.names.at(plain, at):
            if taken.isdisjoint(range(match.first, match.last)):
                place = self._named(text, words, plain, match, language)
                if place is not None:
                    return place
        country = self._tables.codes.read(text, words, at) or _flag(words[at].said)
        if country is not None:
            return Place(at, at + 1, (country,), "code")
        if at in known:
            return None
        guess = self._misspelt.read(words, plain, at)
        return Place(at, guess.last, guess.countries, "misspelt") if guess else None

    def _named(
        self,
        text: Text,
        words: Sequence[Token],
        plain: Sequence[str],
        match: Match[str],
        language: str | None,
    ) -> Place | None:
        kind, countries = kind_and_countries(match.value)
        said = words[match.first : match.last]
        if _cuts_a_word(text, words, match):
            return None
        if match.last - match.first == 1 and self._is_no_place(kind, text, words, plain, match, language):
            return None
        if kind == "code" and not said:
            return None
        return Place(match.first, match.last, countries, kind)

    def _is_no_place(
        self,
        kind: str,
        text: Text,
        words: Sequence[Token],
        plain: Sequence[str],
        match: Match[str],
        language: str | None,
    ) -> bool:
        word, said = plain[match.first], words[match.first].said
        before = plain[match.first - 1] if match.first else ""
        after = plain[match.last] if match.last < len(plain) else ""
        denied = self._tables.homographs.get(word)
        if denied and (before in denied[0] or after in denied[1]):
            return True
        if len(said) <= 3 and said.isascii() and said.isalpha() and kind != "unsure":
            return not _is_short_name(said, before, text.shouts, language)
        if kind == "city" and word in self._tables.city_words:
            return not (said[0].isupper() and not text.shouts and before in _PLACE_WORDS)
        if kind == "foreign" and said.isascii() and language is not None:
            return not said[0].isupper()
        if kind == "people":
            return _is_language(word, before, after) or (
                word
                in {
                    "polish",
                    "pole",
                    "finn",
                    "dane",
                    "iers",
                    "ire",
                    "fin",
                    "let",
                    "este",
                    "lette",
                    "indio",
                    "kiwi",
                }
                and not said[0].isupper()
            )
        return False


_ROMANCE = {"pt-BR", "es", "it", "fr"}


def _is_short_name(said: str, before: str, shouts: bool, language: str | None) -> bool:
    """Short forms such as UK or USA: in capitals, or small where they are no word."""
    if said.isupper() and not shouts:
        return True
    small = said.lower()
    if small == "usa":
        return language not in _ROMANCE or before in _PLACE_WORDS | {
            "los",
            "dos",
            "nos",
            "negli",
            "gli",
            "degli",
            "agli",
        }
    return (
        small in {"uk", "uae", "eua", "ksa", "gbr", "prc", "rok", "drc", "bvi", "nyc"}
        or said[0].isupper()
        and small in {"rio"}
    )


def _is_language(word: str, before: str, after: str) -> bool:
    """Whether a word such as "German" names a language: "in German, please", but not "to German mobiles"."""
    return (
        word in _LANGUAGES
        and before in _SPEAKING
        and (not after.isalpha() or after in {"please", "por", "bitte", "s'il", "per", "alsjeblieft"})
    )


def settled(
    places: Sequence[Place], words: Sequence[Token], said: str
) -> tuple[tuple[str, ...], Ambiguity | None]:
    """The countries in the order said; or the first place that can mean several and that nothing else settles."""
    sure = {country for place in places if not place.is_unsure for country in place.countries}
    ordered: list[str] = []
    for place in places:
        options = (
            [option for option in place.countries if option[:2] in sure]
            if place.is_unsure
            else place.countries
        )
        if not options:
            return (), Ambiguity(
                "countries", said[words[place.first].start : words[place.last - 1].end], place.countries
            )
        ordered += options if place.kind == "region" else [options[0][:2]]
    return tuple(dict.fromkeys(ordered)), None


def _cuts_a_word(text: Text, words: Sequence[Token], match: Match[str]) -> bool:
    """Whether a short katakana name is only a part of a longer katakana word."""
    if not words[match.first].is_cjk or match.last - match.first > 3:
        return False
    before = words[match.first - 1] if match.first else None
    after = words[match.last] if match.last < len(words) else None
    if (
        before is not None
        and before.end == words[match.first].start
        and _is_katakana(before.said)
        and _is_katakana(words[match.first].said)
    ):
        return True
    return (
        after is not None
        and words[match.last - 1].end == after.start
        and _is_katakana(after.said)
        and _is_katakana(words[match.last - 1].said)
    )


def _is_katakana(character: str) -> bool:
    return "\u30a0" <= character <= "\u30ff" and character != "・"


def _flag(said: str) -> str | None:
    """The country of a flag emoji."""
    if len(said) == 2 and 0 <= ord(said[0]) - _FLAG_FIRST < 26:
        code = "".join(chr(ord(c) - _FLAG_FIRST + ord("A")) for c in said)
        return code if is_country(code) else None
    if said[0] == "\U0001f3f4" and len(said) > 5:
        return _SUBDIVISION_FLAGS.get("".join(chr(ord(c) - 0xE0000) for c in said[1:-1]))
    return None
