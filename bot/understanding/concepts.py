"""What the words of a text speak of: wordings per language in `concepts/*.toml`, found by word and stem."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import tomli

from bot.understanding.text import Text, plain_words

FOLDER = Path(__file__).parent / "concepts"
_SHORTEST_STEM = 2


class Concepts:
    """A table of wordings: exact word sequences, stems that end in a star, and Japanese pieces."""

    def __init__(self, wordings: Mapping[str, Iterable[str]]) -> None:
        self._words: dict[str, list[tuple[tuple[str, ...], bool, str]]] = {}
        self._stems: dict[str, list[tuple[str, str]]] = {}
        self._pieces: dict[str, list[tuple[str, str]]] = {}
        for concept, said in wordings.items():
            for wording in said:
                self._add(concept, wording)

    def _add(self, concept: str, wording: str) -> None:
        is_stem = wording.endswith("*")
        words = words_of_wording(wording.rstrip("*"))
        if any(_is_japanese(word) for word in words):
            piece = "".join(words)
            self._pieces.setdefault(piece[0], []).append((piece, concept))
        elif is_stem and len(words) == 1:
            self._stems.setdefault(words[0][:_SHORTEST_STEM], []).append((words[0], concept))
        else:
            self._words.setdefault(words[0], []).append((words[1:], is_stem, concept))

    def find(self, text: Text) -> set[str]:
        """Names of the concepts that the text speaks of."""
        words = text.words
        found: set[str] = set()
        alone: list[tuple[int, str]] = []
        covered: set[int] = set()
        for place, word in enumerate(words):
            for stem, concept in self._stems.get(word[:_SHORTEST_STEM], ()):
                if word.startswith(stem):
                    found.add(concept)
            for rest, is_stem, concept in self._words.get(word, ()):
                end = place + 1 + len(rest)
                if not rest:
                    alone.append((place, concept))
                elif _follows(words[place + 1 : end], rest, is_stem):
                    found.add(concept)
                    covered.update(range(place, end))
        # "Top up" is neither praise nor a ranking.
        found.update(concept for place, concept in alone if place not in covered)
        if self._pieces and any(_is_japanese(word) for word in words):
            found.update(self._by_piece("".join(words)))
        return found

    def _by_piece(self, said: str) -> Iterable[str]:
        for place, character in enumerate(said):
            for piece, concept in self._pieces.get(character, ()):
                if said.startswith(piece, place):
                    yield concept


def words_of_wording(wording: str) -> tuple[str, ...]:
    """The folded words of a wording; most are nothing but words."""
    return tuple(plain_words(wording) or Text(wording).words)


def _follows(words: list[str], rest: tuple[str, ...], is_stem: bool) -> bool:
    if len(words) != len(rest):
        return False
    if not is_stem:
        return tuple(words) == rest
    return tuple(words[:-1]) == rest[:-1] and words[-1].startswith(rest[-1])


def _is_japanese(word: str) -> bool:
    return "\u3005" <= word[0] <= "\u9fff"


def load(folder: Path = FOLDER) -> dict[str, dict[str, list[str]]]:
    """Wordings by locale and concept."""
    return {path.stem: tomli.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))}


def of_all_languages(files: Mapping[str, Mapping[str, Iterable[str]]]) -> Concepts:
    """One table for every language, since a message may mix them."""
    merged: dict[str, set[str]] = {}
    for wordings in files.values():
        for concept, said in wordings.items():
            merged.setdefault(concept, set()).update(said)
    return Concepts({concept: sorted(said) for concept, said in sorted(merged.items())})
