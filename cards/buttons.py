"""The buttons and fields of a card, found by the words a person sees on them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Button:
    """An action that sends something back."""

    title: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """An input of a form."""

    id: str
    label: str
    value: str
    choices: Mapping[str, str]
    """Value of each choice by its title; empty for a free text."""


def buttons(card: Mapping[str, Any]) -> list[Button]:
    """All buttons that send data, in reading order, those of inner cards included."""
    return [
        Button(part.get("title", ""), part.get("data") or {})
        for part in _walk(card)
        if part.get("type") in ("Action.Submit", "Action.Execute")
    ]


def fields(card: Mapping[str, Any]) -> list[Field]:
    """All inputs, in reading order."""
    return [_field(part) for part in _walk(card) if str(part.get("type", "")).startswith("Input.")]


def _field(part: Mapping[str, Any]) -> Field:
    choices = {choice["title"]: choice["value"] for choice in part.get("choices", ())}
    label = part.get("label") or part.get("title") or part["id"]
    return Field(part["id"], label, str(part.get("value", "")), choices)


def _walk(part: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(part, Mapping):
        yield part
        children = [value for key, value in part.items() if key not in ("data", "fallback")]
    else:
        children = list(part) if isinstance(part, list) else []
    for child in children:
        if isinstance(child, Mapping | list):
            yield from _walk(child)
