"""The bundled TOML files: sources, data files, rules and disputes. A fault names file and line."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import tomli

from pricing.catalog import DataFile, Dispute, Position, Rule, Source
from pricing.errors import DataFileError
from pricing.imports.data_table import read_text


class Entries:
    """The tables of one TOML file, each with the line that it starts on."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        text = read_text(path)
        try:
            self.content = tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            found = re.search(r"at line (\d+)", str(error))
            raise DataFileError(self.file, int(found[1]) if found else None, str(error)) from None
        self._lines = text.splitlines()

    def lines(self, header: str) -> list[int]:
        """Lines, from 1, on which this header stands."""
        return [number for number, line in enumerate(self._lines, 1) if line.strip() == header]

    def array(self, name: str) -> list[tuple[int, Mapping[str, Any]]]:
        """The entries of `[[name]]` with their lines."""
        return list(zip(self.lines(f"[[{name}]]"), self.content.get(name, []), strict=True))


def read_sources(entries: Entries) -> dict[str, Source]:
    """Every `[source.KEY]`. Raises DataFileError for one without title, https address or date."""
    sources = {}
    for key, values in entries.content.get("source", {}).items():
        line = next(iter(entries.lines(f"[source.{key}]")), None)
        fields = {name: _text(entries.file, line, values, name) for name in ("title", "url")}
        if not fields["url"].startswith("https://"):
            raise DataFileError(entries.file, line, f"url {fields['url']!r} does not start with https://")
        if type(values.get("date")) is not date:
            raise DataFileError(entries.file, line, "date is missing or no date such as 2022-01-25")
        sources[key] = Source(fields["title"], fields["url"], values["date"])
    return sources


def read_files(entries: Entries, sources: Mapping[str, Source]) -> tuple[DataFile, ...]:
    """Every `[[file]]` of the list of data files."""
    names = ("name", "about", "date", "origin", "licence", "changed")
    files = []
    for line, values in entries.array("file"):
        texts = {name: _text(entries.file, line, values, name) for name in names}
        known = _sources(entries.file, line, values, sources)
        files.append(DataFile(rows=values.get("rows"), sources=known, **texts))
    return tuple(files)


def read_rules(entries: Entries, sources: Mapping[str, Source]) -> dict[str, Rule]:
    """Every `[[rule]]` by its key. Raises DataFileError for one unsourced, without value, or twice."""
    rules = dict[str, Rule]()
    for line, values in entries.array("rule"):
        key = _text(entries.file, line, values, "key")
        if key in rules:
            raise DataFileError(entries.file, line, f"rule {key} stands twice")
        rules[key] = Rule(
            key,
            _value(entries.file, line, values),
            _text(entries.file, line, values, "statement"),
            _sources(entries.file, line, values, sources, at_least=1),
        )
    return rules


def read_disputes(entries: Entries, sources: Mapping[str, Source]) -> dict[str, Dispute]:
    """Every `[[dispute]]` by its key, with at least two positions."""
    disputes = dict[str, Dispute]()
    for line, values in entries.array("dispute"):
        key = _text(entries.file, line, values, "key")
        positions = tuple(
            _position(entries.file, line, position, sources) for position in values.get("position", ())
        )
        if key in disputes or len({position.says for position in positions}) < 2:
            raise DataFileError(entries.file, line, f"dispute {key} stands twice or has no two sides")
        disputes[key] = Dispute(key, _text(entries.file, line, values, "taken"), positions)
    return disputes


def _position(file: str, line: int, values: Mapping[str, Any], sources: Mapping[str, Source]) -> Position:
    says, statement = _text(file, line, values, "says"), _text(file, line, values, "statement")
    return Position(says, statement, _sources(file, line, values, sources, at_least=1))


def _sources(
    file: str, line: int, values: Mapping[str, Any], sources: Mapping[str, Source], at_least: int = 0
) -> tuple[Source, ...]:
    keys = values.get("sources")
    if not isinstance(keys, list) or len(keys) < at_least:
        raise DataFileError(file, line, "sources is missing or empty")
    unknown = [key for key in keys if key not in sources]
    if unknown:
        raise DataFileError(file, line, f"sources.toml has no source {', '.join(map(str, unknown))}")
    return tuple(sources[key] for key in keys)


def _value(file: str, line: int, values: Mapping[str, Any]) -> int | str | bool | tuple[str, ...]:
    value = values.get("value")
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise DataFileError(file, line, "value must be a number, a text, true or false, or a list of texts")


def _text(file: str, line: int | None, values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    if not isinstance(value, str) or not value:
        raise DataFileError(file, line, f"{name} is missing or no text")
    return value
