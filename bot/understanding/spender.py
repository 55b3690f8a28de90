"""Whose spending is asked for: one of the organisation's own names, or a name that may be none of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.understanding.concepts import Concepts
from bot.understanding.cues import Cues
from bot.understanding.said import Said
from bot.understanding.text import Text, Token, fold

KNOWN_WORDS = Path(__file__).parent / "known_words.txt"
SHORTEST = 5
"""Letters from which on a slip of the finger is allowed; from LONG on two are."""
LONG = 8
ABBREVIATION = 3
"""Letters up to which a name must stand in its own capitals: "it" is not IT."""
MOST_WORDS = 3
LONGEST = 40
STAR = "*"


class OwnName(NamedTuple):
    """Where a name stands: characters of the text, the end exclusive."""

    start: int
    end: int
    name: str


class Spenders:
    """Finds them; built once at start."""

    def __init__(self, cues: Cues, concepts: Concepts) -> None:
        self._concepts = concepts
        self._small, self._we = cues.small, cues.spender_we
        self._patterns = [_pattern(said) for said in cues.spender_said]
        self._names = frozenset(fold(name) for name in cues.spender_names)
        self._known = frozenset(KNOWN_WORDS.read_text("utf-8").split())

    def own(self, text: Text, names: Sequence[str]) -> list[OwnName]:
        """Those of these names that the text speaks of, a slip of the finger allowed."""
        return list(_longest(_exact(text, names))) or list(self._misspelt(text, names))

    def without(self, text: Text, own: OwnName, language: str | None) -> str:
        """The text as if all of us were meant."""
        we = self._we.get(language or "en", self._we["en"])
        return text.said[: own.start] + we + text.said[own.end :]

    def is_all(self, text: str) -> bool:
        """Whether a text without its name says nothing more: "and we?"."""
        words = Text(text).words
        return all(word in self._we.values() or (word,) in self._small for word in words)

    def unknown(self, said: Said) -> str | None:
        """Who is asked about by a name that is no word of ours: "what did Marketing spend"."""
        for captured in self._captured(said):
            words = [token.folded for token in captured]
            if " ".join(words) in self._names or any(map(self._is_strange, words)):
                return said.text.said[captured[0].start : captured[-1].end][:LONGEST]
        return self._japanese(said.text.said)

    def _misspelt(self, text: Text, names: Sequence[str]) -> Iterator[OwnName]:
        for name in names:
            length = len(Text(name).spoken)
            for window in _windows(text, length):
                if any(token.folded not in self._known for token in window) and _is_near(window, name):
                    yield OwnName(window[0].start, window[-1].end, name)

    def _captured(self, said: Said) -> Iterator[list[Token]]:
        for before, after in self._patterns:
            for tokens in _stars(said.text, before, after):
                kept = self._bare(tokens, said)
                if kept and len(kept) <= MOST_WORDS and not any(_is_slot(one, said) for one in kept):
                    yield kept

    def _is_strange(self, word: str) -> bool:
        """Neither a word of our phrases nor one that they speak of in other forms."""
        return word not in self._known and not self._concepts.find(Text(word))

    def _bare(self, tokens: list[Token], said: Said) -> list[Token]:
        """Without small words and slots at its ends."""
        kept = [at for at, one in enumerate(tokens) if not self._is_small(one) and not _is_slot(one, said)]
        return tokens[kept[0] : kept[-1] + 1] if kept else []

    def _is_small(self, token: Token) -> bool:
        return (token.folded,) in self._small

    def _japanese(self, said: str) -> str | None:
        """Japanese has no spaces that would show where a name ends."""
        return next((name for name in sorted(self._names) if ord(name[0]) > 0x3000 and name in said), None)


def _pattern(said: str) -> tuple[list[str], list[str]]:
    before, _, after = said.partition(STAR)
    return [fold(word) for word in before.split()], [fold(word) for word in after.split()]


def _stars(text: Text, before: list[str], after: list[str]) -> Iterator[list[Token]]:
    """What stands at the star: up to the words after it, or to the end of the piece."""
    words, spoken = text.words, text.spoken
    for end in range(len(words) + 1):
        if after and words[end : end + len(after)] != after:
            continue
        for start in range(max(0, end - MOST_WORDS - 2), end):
            starts_here = words[start - len(before) : start] == before if before else start >= end - 1
            if starts_here and start >= len(before) and (after or _ends(text, start, end)):
                yield spoken[start:end]


def _ends(text: Text, start: int, end: int) -> bool:
    """Whether a star without words after it reaches as far as it may: to a sign, or to the text's end."""
    spoken = text.spoken
    if end == len(spoken):
        return True
    between = text.said[spoken[end - 1].end : spoken[end].start].strip()
    return bool(between) or end - start == 1


def _is_slot(token: Token, said: Said) -> bool:
    is_part = any(span.start < token.end and token.start < span.end for span in said.found.spans)
    return is_part or token.said.isdigit()


def _windows(text: Text, length: int) -> Iterator[list[Token]]:
    spoken = text.spoken
    for start in range(len(spoken) - length + 1):
        yield spoken[start : start + length]


def _exact(text: Text, names: Sequence[str]) -> Iterator[OwnName]:
    for name in names:
        wanted = Text(name).words
        for window in _windows(text, len(wanted)):
            said = text.said[window[0].start : window[-1].end] if window else ""
            same = [token.folded for token in window] == wanted
            if window and same and (len(name) > ABBREVIATION or said == name):
                yield OwnName(window[0].start, window[-1].end, name)


def _longest(found: Iterator[OwnName]) -> Iterator[OwnName]:
    """Without a name that is a part of a longer one."""
    every = list(found)
    for one in every:
        if not any(_is_within(one, other) for other in every):
            yield one


def _is_within(one: OwnName, other: OwnName) -> bool:
    return other.start <= one.start and one.end <= other.end and other.end - other.start > one.end - one.start


def _is_near(window: list[Token], name: str) -> bool:
    wanted = " ".join(Text(name).words)
    allowed = 0 if len(wanted) < SHORTEST else 1 if len(wanted) < LONG else 2
    said = " ".join(token.folded for token in window)
    return 0 < OSA.distance(said, wanted, score_cutoff=allowed) <= allowed
