"""The training data keeps its own rules, apart from the test phrases."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from bot.understanding import concepts, cues
from bot.understanding.train import FOLDER, read_phrases
from tests.utterances.reading_file import everything

LOCALES = ("en", "pt-BR", "es", "fr", "de", "it", "nl", "ja")


def plain(said: str) -> str:
    return re.sub(r"\W+", " ", said.casefold()).strip() or said


def names(folder: Path, locale: str) -> set[str]:
    file = tomllib.loads((folder / f"{locale}.toml").read_text("utf-8"))
    return {
        f"{name}/{inner}"
        for name, part in file.items()
        for inner in (part if isinstance(part, dict) else [""])
    }


@pytest.mark.parametrize("folder", [FOLDER, concepts.FOLDER, cues.FOLDER])
@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_has_every_label_concept_and_cue(folder, locale):
    assert names(folder, locale) == names(folder, "en")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_label_has_phrases_enough(locale):
    counts = Counter(phrase.label for phrase in read_phrases() if phrase.locale == locale)
    assert {label: count for label, count in counts.items() if count < 9} == {}


def test_no_phrase_stands_twice_or_under_two_labels():
    said = Counter((phrase.locale, plain(phrase.said)) for phrase in read_phrases())
    labels: dict[str, set[str]] = {}
    for phrase in read_phrases():
        labels.setdefault(plain(phrase.said), set()).add(phrase.label)
    assert [one for one, count in said.items() if count > 1] == []
    assert {one: of for one, of in labels.items() if len(of) > 1} == {}


def test_no_test_phrase_is_training_data():
    tested = {plain(phrasing.text) for phrasing in everything()}
    assert [phrase.said for phrase in read_phrases() if plain(phrase.said) in tested] == []
