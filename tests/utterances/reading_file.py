"""Reads utterance files: what to expect, then the phrasings that should be understood so."""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.utterances.heading import LANGUAGES, Expected, HeadingError, read_heading

FOLDER = Path(__file__).parent
_SET = re.compile(r"//\s*(today|home) is (\S+)\s*")
_SECTION = re.compile(r"\[([A-Za-z-]{2,7})\]")


class UtteranceError(Exception):
    """A line of an utterance file cannot be read; the message names file and line."""


@dataclass(frozen=True)
class Phrasing:
    """One way to say something, and how it should be understood."""

    text: str
    expected: tuple[Expected, ...]
    """The asks of the message in order; nearly always one."""
    language: str
    """A locale of ours, or the code of another language."""
    today: date
    home: str | None
    """The organisation's country."""
    context: tuple[str, ...]
    """What the same person said before, oldest first."""
    file: str
    line: int

    @property
    def first(self) -> Expected:
        return self.expected[0]


def read_file(path: Path) -> list[Phrasing]:
    """All phrasings of a file. Raises UtteranceError."""
    reading = _Reading(path.name, path.stem)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            reading.take(line, number)
        except (HeadingError, ValueError) as error:
            raise UtteranceError(f"{path.name}:{number}: {error}") from error
    return reading.phrasings


def of_language(language: str) -> list[Phrasing]:
    """The phrasings of one of our languages."""
    return read_file(FOLDER / f"{language}.txt")


def everything() -> list[Phrasing]:
    """All files: our languages, the others, follow-ups, attacks."""
    names = (*LANGUAGES, "other", "follow_ups", "adversarial")
    return [phrasing for name in names for phrasing in of_language(name)]


@dataclass
class _Reading:
    """What holds for the next phrasing."""

    file: str
    language: str
    today: date | None = None
    home: str | None = None
    context: list[str] = field(default_factory=list)
    expected: tuple[Expected, ...] = ()
    phrasings: list[Phrasing] = field(default_factory=list)
    _is_answered: bool = False

    def take(self, line: str, number: int) -> None:
        if setting := _SET.fullmatch(line):
            self._set(setting[1], setting[2])
        elif not line.strip() or line.startswith("//"):
            return
        elif section := _SECTION.fullmatch(line.strip()):
            self.language, self.context, self.expected = section[1], [], ()
        elif line.startswith("> "):
            self._remember(line[2:].strip())
        elif line[0].isspace():
            self._add(line.strip(), number)
        else:
            self.expected, self._is_answered = read_heading(line.strip()), True

    def _set(self, name: str, value: str) -> None:
        if name == "today":
            self.today = date.fromisoformat(value)
        else:
            self.home = value

    def _remember(self, said: str) -> None:
        """A context line after phrasings begins a conversation of its own."""
        if self._is_answered:
            self.context, self.expected, self._is_answered = [], (), False
        self.context.append(said)

    def _add(self, text: str, number: int) -> None:
        if not self.expected or self.today is None:
            raise HeadingError("a phrasing needs a heading above it, and the file a line // today is DATE")
        self.phrasings.append(
            Phrasing(
                text,
                self.expected,
                self.language,
                self.today,
                self.home,
                tuple(self.context),
                self.file,
                number,
            )
        )
