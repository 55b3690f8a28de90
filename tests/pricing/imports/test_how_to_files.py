"""The how-to answers' files: every language says the same, and a fault names its file."""

import re
from pathlib import Path

import pytest

from pricing.errors import DataFileError
from pricing.how_to import TOPICS
from pricing.imports.catalog_files import load_catalog
from pricing.imports.how_to_files import BUNDLED, load_how_to

SOURCES = load_catalog().sources
ENTRY = """
[[entry]]
topic = "{topic}"
title = "t"
answer = "a"
steps = ["one"]
sources = ["PPM"]
"""


def _write(folder: Path, locale: str, text: str) -> None:
    (folder / f"{locale}.toml").write_text(text, encoding="utf-8")


def _everything() -> str:
    return "".join(ENTRY.format(topic=topic) for topic in TOPICS)


@pytest.mark.parametrize("locale", [path.stem for path in sorted(BUNDLED.glob("*.toml"))])
def test_every_language_has_every_topic(locale):
    content = load_how_to(SOURCES)
    assert [content.entry(topic, locale).locale for topic in TOPICS] == [locale] * len(TOPICS)


def test_a_language_without_answers_gets_english():
    assert load_how_to(SOURCES).entry("buy", "xx").locale == "en"


def test_no_answer_holds_markdown_or_addresses():
    for entry in load_how_to(SOURCES).entries.values():
        for text in (entry.answer, *entry.steps, *entry.paths, *entry.roles, *entry.notes):
            assert not re.search(r"[\\`*_\[\]<]|https?:", text), text


def test_part_numbers_and_commands_are_the_same_in_every_language():
    content = load_how_to(SOURCES)
    code = re.compile(r"MCO\w+|\w+-Cs\w+|Dialout\w+|-[A-Z]\w+ [A-Z]+\b")
    for (locale, topic), entry in content.entries.items():
        english = content.entry(topic, "en")
        assert code.findall(" ".join((*entry.steps, *entry.notes))) == code.findall(
            " ".join((*english.steps, *english.notes))
        ), (locale, topic)


@pytest.mark.parametrize(
    ("spoiled", "named"),
    [
        (lambda text: text.replace('topic = "mails"', 'topic = "mail"'), "mail"),
        (lambda text: text.replace('topic = "mails"', 'topic = "zero"'), "zero stands twice"),
        (lambda text: text.rsplit("[[entry]]", 1)[0], "mails is missing"),
        (lambda text: text.replace('["PPM"]', '["XYZ"]', 1), "no source 'XYZ'"),
        (lambda text: text.replace('answer = "a"', 'answer = ""', 1), "answer is missing"),
        (lambda text: text.replace('["one"]', "[1]", 1), "steps is no list of texts"),
        (lambda text: text.replace("title", "titel", 1), "'titel' is not known"),
    ],
)
def test_a_fault_stops_the_start(spoiled, named, tmp_path):
    _write(tmp_path, "en", spoiled(_everything()))
    with pytest.raises(DataFileError, match=re.escape(named)):
        load_how_to(SOURCES, tmp_path)


@pytest.mark.parametrize("fewer", [("steps", '["one"]', "[]"), ("sources", '["PPM"]', '["WCC"]')])
def test_a_translation_says_as_much_as_english(fewer, tmp_path):
    name, there, changed = fewer
    _write(tmp_path, "en", _everything())
    _write(tmp_path, "de", _everything().replace(there, changed, 1))
    with pytest.raises(DataFileError, match=rf"de\.toml: what_it_is: {name} differ"):
        load_how_to(SOURCES, tmp_path)
