"""What cards are built of, without words: one function per element, `part.<name>` in templates.

Values that are None stand for nothing and are left out when the card is settled.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from cards.formatting import KEPT, WORD_JOINER
from cards.table_layout import layout

Element = dict[str, Any]
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s)")
KEPT_UP_TO = 16
"""Characters of a fact's label that is not broken, half as many of those that are twice as wide."""
FIRST_WIDE = "\u3000"
AGE = "age"
LARGE_UP_TO = 60
"""Characters of an answer that is still set large."""


def answer(text: str, tone: str | None = None) -> Element:
    """The answer in one line, the first thing on a card.

    A tone (good, warning, attention) only repeats in colour what the words say.
    """
    size = "Large" if len(text) <= LARGE_UP_TO else "Medium"
    return {**_text_block(text, bold=True, tone=tone), "size": size, "style": "heading"}


def heading(text: str, status: str | None = None, tone: str | None = None) -> Element:
    """A section's name, with a status in words beside it."""
    name = {**_text_block(text, bold=True), "size": "Medium"}
    if status is None:
        return {"type": "Container", "spacing": "Medium", "items": [name]}
    words = {**_text_block(status, bold=True, right=True, tone=tone)}
    columns = [
        {"type": "Column", "width": "stretch", "items": [name]},
        {"type": "Column", "width": "auto", "verticalContentAlignment": "Center", "items": [words]},
    ]
    return {"type": "ColumnSet", "spacing": "Medium", "columns": columns}


def text(text: str, bold: bool = False, spacing: str | None = None) -> Element:
    """A paragraph."""
    return {**_text_block(text, bold=bold), "spacing": spacing}


def note(text: str, spacing: str = "Small") -> Element:
    """Small print: what limits or explains the answer."""
    return {
        "type": "TextBlock",
        "text": _no_list(text),
        "wrap": True,
        "isSubtle": True,
        "size": "Small",
        "spacing": spacing,
    }


def steps(texts: Iterable[str], numbered: bool = True) -> Element:
    """Numbered steps, or points."""
    points = [
        f"{number}. {_no_list(one)}" if numbered else f"- {_no_list(one)}"
        for number, one in enumerate(texts, 1)
    ]
    return {"type": "TextBlock", "text": "\r".join(points), "wrap": True}


def box(elements: Sequence[Any], style: str | None = None, separator: bool = False) -> Element:
    """Elements that belong together; style emphasis, good, warning, attention or accent."""
    return {
        "type": "Container",
        "items": elements,
        "style": style,
        "separator": separator or None,
        "spacing": "Medium",
    }


def age(elements: Sequence[Any]) -> Element:
    """How old a card's figures are: said aloud too where the card is read in short. One on a card."""
    return {**box(elements), "id": AGE}


def band(style: str, text: str) -> Element:
    """A coloured band with words; style accent, warning, good, attention or emphasis."""
    words = {**_text_block(text, bold=True), "size": "Small"}
    return {"type": "Container", "style": style, "spacing": "Small", "items": [words]}


def facts(pairs: Iterable[Sequence[str | None] | None]) -> Element | None:
    """Label and value; a pair that is None, or whose value is None, is left out."""
    rows = [
        {"title": _kept(pair[0]), "value": pair[1]}
        for pair in pairs
        if pair is not None and pair[1] is not None
    ]
    return {"type": "FactSet", "facts": rows, "spacing": "Small"} if rows else None


def _kept(title: str | None) -> str | None:
    """A short label stays on one line."""
    if not title or len(title) > KEPT_UP_TO:
        return title
    if title[-1] > FIRST_WIDE:
        return WORD_JOINER.join(title) if len(title) <= KEPT_UP_TO // 2 else title
    return title.replace(" ", KEPT).replace("-", f"-{WORD_JOINER}")


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: Collection[int] = (),
    widths: Sequence[int] | None = None,
) -> Element:
    """A table below its head. `right` are the columns of figures, from 0; `widths` are relative.

    Where its words would break on a narrow screen, each row stands as facts below its first text;
    where tables are unknown, each row becomes a fact.
    """
    rows = list(rows)
    fit = layout(columns, rows, widths, right)
    if fit is None:
        return _records(columns, rows)
    if not fit.whole:
        rows = [[text.replace(KEPT, " ") for text in row] for row in rows]
    head = {"type": "TableRow", "style": "emphasis", "cells": _cells(columns, fit.small, bold=True)}
    return {
        "type": "Table",
        "columns": [_column(width, position in right) for position, width in enumerate(fit.widths)],
        "rows": [head, *({"type": "TableRow", "cells": _cells(row, fit.small)} for row in rows)],
        "firstRowAsHeader": True,
        "showGridLines": False,
        "spacing": "Small",
        "fallback": {
            "type": "FactSet",
            "facts": [{"title": row[0], "value": " · ".join(row[1:])} for row in rows],
        },
    }


def _records(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Element:
    """Rows below each other: the first text, and the others as facts under their column's name."""
    elements: list[Any] = []
    for row in rows:
        elements += [{**_text_block(row[0], bold=True), "spacing": "Medium"}]
        elements += [facts(zip(columns[1:], row[1:], strict=True))]
    return {"type": "Container", "items": elements, "spacing": "Small"}


def _column(width: int, right: bool) -> Element:
    return {"width": width, "horizontalCellContentAlignment": "Right"} if right else {"width": width}


def _cell(text: str, small: bool, bold: bool) -> Element:
    words = _text_block(text, bold)
    if small:
        words["size"] = "Small"
    return {"type": "TableCell", "items": [words]}


def money_line(label: str, value: str, tone: str | None = None) -> Element:
    """The figure that was asked for: small words above, the amount large below."""
    words = {"type": "TextBlock", "text": label, "isSubtle": True, "wrap": True}
    figure = {**_text_block(value, bold=True, tone=tone), "size": "ExtraLarge", "spacing": "None"}
    return {"type": "Container", "spacing": "Small", "items": [words, figure]}


def arithmetic(lines: Iterable[Sequence[str] | None], total: Sequence[str] | None = None) -> Element:
    """How a figure came about: pairs of what and amount, then the pair that they make."""
    rows = [sum_line(line[0], line[1], bold=False) for line in lines if line is not None]
    if total is not None:
        rows.append(sum_line(total[0], total[1], bold=True))
    return {"type": "Container", "spacing": "Medium", "items": rows}


def sum_line(label: str, value: str, bold: bool = False) -> Element:
    """One line of a sum: what, and the amount to the right."""
    figure = {**_text_block(value, bold, right=True), "wrap": False}
    columns = [
        {"type": "Column", "width": "stretch", "items": [_text_block(label, bold)]},
        {"type": "Column", "width": "auto", "items": [figure]},
    ]
    return {"type": "ColumnSet", "spacing": "Small", "separator": bold or None, "columns": columns}


def press(title: str, data: Mapping[str, Any], inputs: bool = True, style: str | None = None) -> Element:
    """A button whose answer takes this card's place: a form sent, a choice made, a change confirmed.

    `data` is `{"do": action, ...}` and comes back, with the form's fields if `inputs`; style is positive or
    destructive. Clients without Action.Execute send the same data as a message.
    """
    shown: Element = {"title": title, "data": dict(data)}
    if style is not None:
        shown["style"] = style
    if not inputs:
        shown["associatedInputs"] = "none"
    fallback = {"type": "Action.Submit", **shown}
    return {"type": "Action.Execute", "verb": data["do"], **shown, "fallback": fallback}


def say(title: str, data: Mapping[str, Any]) -> Element:
    """A button that leaves this card as it is: the answer comes as a message of its own.

    Not `messageBack`: the Agents Playground sends nothing for it.
    """
    return {"type": "Action.Submit", "title": title, "data": dict(data), "associatedInputs": "none"}


def ask(title: str, intent: str, slots: Mapping[str, Any] | None = None, topic: str | None = None) -> Element:
    """A button that asks a question."""
    return say(title, {"do": "ask", "intent": intent, "topic": topic, "slots": slots or {}})


def cancel(title: str) -> Element:
    """A button that puts a form away."""
    return press(title, {"do": "ask", "intent": "cancel"}, inputs=False)


def open_page(title: str, url: str) -> Element:
    """A button that opens a page."""
    return {"type": "Action.OpenUrl", "title": title, "url": url}


def with_error(field: Element, error: str | None) -> Element:
    """A field, with what is wrong with it right below."""
    if error is None:
        return field
    words = {**_text_block(error, tone="attention"), "size": "Small", "spacing": "Small"}
    return {"type": "Container", "items": [field, words]}


def buttons(actions: Sequence[Element]) -> Element:
    """Buttons inside the body."""
    return {"type": "ActionSet", "actions": actions, "spacing": "Medium"}


def _text_block(text: str, bold: bool = False, right: bool = False, tone: str | None = None) -> Element:
    block: Element = {"type": "TextBlock", "text": _no_list(text), "wrap": True}
    if bold:
        block["weight"] = "Bolder"
    if right:
        block["horizontalAlignment"] = "Right"
    if tone:
        block["color"] = tone.capitalize()
    return block


def _no_list(text: str) -> str:
    """A text that begins with a date such as "24. Juni" begins no list."""
    return _NUMBERED.sub(r"\1\\\2", text) if text[:1].isdigit() else text


def _cells(texts: Iterable[str], small: bool, bold: bool = False) -> list[Element]:
    return [_cell(text, small, bold) for text in texts]


ELEMENTS: Mapping[str, Callable[..., Any]] = {
    "answer": answer,
    "heading": heading,
    "text": text,
    "note": note,
    "steps": steps,
    "box": box,
    "age": age,
    "band": band,
    "facts": facts,
    "table": table,
    "money_line": money_line,
    "arithmetic": arithmetic,
    "sum_line": sum_line,
    "press": press,
    "say": say,
    "ask": ask,
    "cancel": cancel,
    "open": open_page,
    "buttons": buttons,
    "with_error": with_error,
}
"""The elements by the name that templates use."""
