"""No phrasing of the tests is also training data, whatever its capitals, accents and punctuation."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.utterances.reading_file import everything

PHRASES = Path(__file__).parents[2] / "bot" / "understanding" / "phrases"


def bare(text: str) -> str:
    """Letters and digits alone: "¿Cuánto cuesta?" is "cuanto cuesta"."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in letters if not unicodedata.combining(c))))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def trained() -> set[str]:
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in PHRASES.glob("*.toml")]
    return {bare(text) for text in strings(files)}


def test_the_training_phrases_are_there():
    assert len(trained()) > 1000


def test_no_phrasing_is_also_training_data():
    known = trained()
    asked = [one for one in everything() if not one.context]
    both = [f"{one.file}:{one.line}: {one.text}" for one in asked if bare(one.text) in known]
    assert not both, "\n" + "\n".join(both)
