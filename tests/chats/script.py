"""Reads `.chat` files: plain text that an admin could have written."""

import re
from dataclasses import dataclass, field
from pathlib import Path


class ScriptError(Exception):
    """A line of a script cannot be read; the message names file and line."""


@dataclass
class Step:
    """One thing that happens: given, says, clicks, fills, drops or bot."""

    kind: str
    text: str
    line: int
    seen: list[str] = field(default_factory=list)
    """For bot: the lines that must be seen, in this order."""
    unseen: list[str] = field(default_factory=list)
    """For bot: words that must not be in the reply."""


@dataclass
class Conversation:
    """A titled script."""

    title: str
    line: int
    steps: list[Step] = field(default_factory=list)


_KINDS = (
    ("given", re.compile(r"Given (?P<text>.+)")),
    ("says", re.compile(r"Admin: (?P<text>.+)")),
    ("clicks", re.compile(r"Admin clicks: (?P<text>.+)")),
    ("drops", re.compile(r"Admin drops: (?P<text>.+)")),
    ("fills", re.compile(r"Admin fills: (?P<text>.+)")),
    ("bot", re.compile(r"Bot:\s*(?P<text>.*)")),
)


def read(path: Path) -> list[Conversation]:
    """All conversations of a file. Raises ScriptError."""
    conversations: list[Conversation] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("//"):
            continue
        if line.startswith("# "):
            conversations.append(Conversation(line[2:].strip(), number))
        elif not conversations:
            raise ScriptError(f"{path.name}:{number}: a conversation starts with a title line: # Title")
        else:
            _add(conversations[-1].steps, line, number, path.name)
    return conversations


def _add(steps: list[Step], line: str, number: int, file: str) -> None:
    if line[0].isspace():
        _last_reply(steps, number, file).seen.append(line.strip())
    elif line.startswith("Not:"):
        _last_reply(steps, number, file).unseen.append(line[4:].strip())
    else:
        steps.append(_step(line, number, file))


def _last_reply(steps: list[Step], number: int, file: str) -> Step:
    if not steps or steps[-1].kind != "bot":
        raise ScriptError(f"{file}:{number}: this line belongs below a line Bot:")
    return steps[-1]


def _step(line: str, number: int, file: str) -> Step:
    for kind, pattern in _KINDS:
        if match := pattern.fullmatch(line.rstrip()):
            return Step(kind, match["text"].strip(), number)
    raise ScriptError(
        f"{file}:{number}: unknown line; known are Given, Admin:, Admin clicks:, Admin fills:, "
        "Admin drops:, Bot:, Not:"
    )
