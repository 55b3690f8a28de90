"""The how-to answers' files, one per language, each held against the English one; a fault names its file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pricing.catalog import Source
from pricing.errors import DataFileError
from pricing.how_to import ENGLISH, TOPICS, Entry, HowTo, Link
from pricing.imports.rule_files import Entries

BUNDLED = Path(__file__).parent.parent / "data" / "how_to"
"""The folder of how-to answers that the product brings."""
_LISTS = ("steps", "paths", "roles", "notes")
_KEYS = {"topic", "title", "answer", "links", "sources", *_LISTS}


def load_how_to(sources: Mapping[str, Source], folder: Path = BUNDLED) -> HowTo:
    """Every `<locale>.toml` of the folder. Raises DataFileError for the first fault."""
    english = _read(folder / f"{ENGLISH}.toml", sources)
    entries = dict(english)
    for path in sorted(folder.glob("*.toml")):
        if path.stem != ENGLISH:
            translated = _read(path, sources)
            _hold_against(english, translated, path)
            entries |= translated
    return HowTo(entries)


def _read(path: Path, sources: Mapping[str, Source]) -> dict[tuple[str, str], Entry]:
    file = Entries(path)
    found = {}
    for line, values in file.array("entry"):
        entry = _entry(file.file, line, values, path.stem, sources)
        if (path.stem, entry.topic) in found:
            raise DataFileError(file.file, line, f"topic {entry.topic} stands twice")
        found[path.stem, entry.topic] = entry
    missing = [topic for topic in TOPICS if (path.stem, topic) not in found]
    if missing:
        raise DataFileError(file.file, None, f"topic {missing[0]} is missing")
    return found


def _entry(
    file: str, line: int, values: Mapping[str, Any], locale: str, sources: Mapping[str, Source]
) -> Entry:
    unknown = sorted(values.keys() - _KEYS)
    if unknown or values.get("topic") not in TOPICS:
        raise DataFileError(
            file, line, f"{unknown[0] if unknown else values.get('topic')!r} is not known here"
        )
    keys = values.get("sources") or [""]
    if not_there := [key for key in keys if key not in sources]:
        raise DataFileError(file, line, f"sources.toml has no source {not_there[0]!r}")
    return Entry(
        topic=values["topic"],
        locale=locale,
        title=_text(file, line, values, "title"),
        answer=_text(file, line, values, "answer"),
        links=tuple(_link(file, line, link) for link in values.get("links", ())),
        sources=tuple(sources[key] for key in keys),
        **{name: _texts(file, line, values, name) for name in _LISTS},
    )


def _text(file: str, line: int, values: Mapping[str, Any], name: str) -> str:
    text = values.get(name)
    if not isinstance(text, str) or not text.strip():
        raise DataFileError(file, line, f"{name} is missing or no text")
    return text


def _texts(file: str, line: int, values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    texts = values.get(name, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise DataFileError(file, line, f"{name} is no list of texts")
    return tuple(texts)


def _link(file: str, line: int, values: Mapping[str, Any]) -> Link:
    link = Link(_text(file, line, values, "title"), _text(file, line, values, "url"))
    if not link.url.startswith("https://"):
        raise DataFileError(file, line, f"url {link.url!r} does not start with https://")
    return link


def _hold_against(
    english: Mapping[tuple[str, str], Entry], translated: Mapping[tuple[str, str], Entry], path: Path
) -> None:
    """A translation says as much as English: as many steps, notes and roles, the same sources and links."""
    for entry in translated.values():
        original = english[ENGLISH, entry.topic]
        differs = [name for name in _LISTS if len(getattr(entry, name)) != len(getattr(original, name))]
        differs += [name for name in ("sources",) if getattr(entry, name) != getattr(original, name)]
        if [link.url for link in entry.links] != [link.url for link in original.links]:
            differs.append("links")
        if differs:
            raise DataFileError(path.name, None, f"{entry.topic}: {differs[0]} differ from {ENGLISH}.toml")
