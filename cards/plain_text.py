"""A card as the lines a person reads, for the terminal, the tests, `speak` and `fallbackText`.

A fact, a table row and columns side by side are `Label | value`, a button is `[Button]`, a field
is `Label: ____`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

Element = Mapping[str, Any]
_SPACES = re.compile(r"[ \t\u00a0\u2007\u202f\u2009]+")
_LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\((?:\\.|[^)\\])*\)")
_EMPHASIS = re.compile(r"(?<![\\\w])(\*\*|__|\*|_)(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKED = re.compile(r"[\\*_\[\s\u200b\u2060\u00ad](?<! )|  ")
_INVISIBLE = re.compile("[\u200b\u2060\u00ad]")


def lines(card: Element) -> list[str]:
    """The visible lines in reading order; what opens behind a button stands below that button."""
    return list(visible_lines(card))


def visible_lines(card: Element) -> Iterator[str]:
    """The same, a line at a time."""
    for part in ("body", "actions"):
        yield from filter(None, _all(card.get(part, ())))


def _all(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        yield from _read(element)


def _read(element: Element) -> Iterator[str]:
    kind = str(element.get("type", ""))
    if kind.startswith("Input."):
        yield _field(element)
    elif kind.startswith("Action."):
        yield f"[{_plain(element.get('title', ''))}]"
        yield from _all(element.get("card", {}).get("body", ()))
        yield from _all(element.get("card", {}).get("actions", ()))
    elif kind in _READERS:
        yield from _READERS[kind](element)
    elif isinstance(element.get("fallback"), Mapping):
        yield from _read(element["fallback"])


def _text(element: Element) -> Iterator[str]:
    for line in str(element.get("text", "")).splitlines():
        yield _plain(line)


def _rich_text(element: Element) -> Iterator[str]:
    runs = (run if isinstance(run, str) else run.get("text", "") for run in element.get("inlines", ()))
    yield _SPACES.sub(" ", "".join(runs)).strip()


def _facts(element: Element) -> Iterator[str]:
    for fact in element.get("facts", ()):
        yield f"{_plain(fact['title'])} | {_plain(fact['value'])}"


def _table(element: Element) -> Iterator[str]:
    for row in element.get("rows", ()):
        yield " | ".join(" ".join(_all(cell.get("items", ()))) for cell in row.get("cells", ()))


def _columns(element: Element) -> Iterator[str]:
    columns = [list(_all(column.get("items", ()))) for column in element.get("columns", ())]
    columns = [column for column in columns if column]
    if columns and all(len(column) == 1 for column in columns):
        yield " | ".join(column[0] for column in columns)
    else:
        yield from (line for column in columns for line in column)


def _image(element: Element) -> Iterator[str]:
    yield _plain(element.get("altText", ""))


def _field(element: Element) -> str:
    label = element.get("label") or element.get("title") or element.get("placeholder") or element["id"]
    return f"{_plain(label).rstrip(':')}: {_typed(element)}"


def _typed(element: Element) -> str:
    """What the field holds; of a choice, the words beside it."""
    value = str(element.get("value", ""))
    choices = {choice["value"]: choice["title"] for choice in element.get("choices", ())}
    return _plain(choices.get(value, value)) or "____"


def _plain(text: str) -> str:
    """Text without Markdown, invisible characters and unusual spaces."""
    if not _MARKED.search(text):
        return text.strip()
    text = _LINK.sub(r"\1", _INVISIBLE.sub("", text))
    text = _ESCAPE.sub(r"\1", _EMPHASIS.sub(r"\2", text))
    return _SPACES.sub(" ", text).strip()


_READERS: dict[str, Callable[[Element], Iterator[str]]] = {
    "TextBlock": _text,
    "RichTextBlock": _rich_text,
    "FactSet": _facts,
    "Table": _table,
    "ColumnSet": _columns,
    "Image": _image,
    "Container": lambda element: _all(element.get("items", ())),
    "ActionSet": lambda element: _all(element.get("actions", ())),
}
