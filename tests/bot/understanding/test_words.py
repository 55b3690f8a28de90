"""The word lists of the languages stand side by side, and no word means two things."""

import tomllib
from collections import defaultdict
from typing import Any

import pytest

from bot.understanding.phrase_table import phrase_key
from bot.understanding.vocabulary import FOLDER, GROUPS, LOCALES

ONE_LANGUAGE_ONLY = {"joined", "compound"}
"""Sections for what only some languages have."""
SPECIAL_NUMBERS = {"numbers", "unit", "part"}
"""Sections whose values differ because languages count differently."""
MAY_BE_EMPTY = {("ja", "direction", "of"), *((locale, "direction", "into") for locale in LOCALES)}
TWO_MEANINGS = {
    ("ja", "か ら"),  # since and until: the reader of periods looks at what stands beside it
    ("pt-BR", "dez"),  # ten and December: a month only after a preposition or beside a number
}
"""Words that are allowed to mean two things of one group in one language."""


def words(locale: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{locale}.toml").read_text("utf-8"))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_key_of_english_has_words_in_every_language(locale: str) -> None:
    own = words(locale)
    for section, values in words("en").items():
        if isinstance(values, dict) and section not in SPECIAL_NUMBERS:
            for value in values:
                assert value in own[section], f"{section}.{value}"
                assert own[section][value] or (locale, section, value) in MAY_BE_EMPTY, f"{section}.{value}"


@pytest.mark.parametrize("locale", LOCALES)
def test_no_language_has_keys_that_english_does_not(locale: str) -> None:
    english = words("en")
    for section, values in words(locale).items():
        if section in ONE_LANGUAGE_ONLY | SPECIAL_NUMBERS or not isinstance(values, dict):
            continue
        assert set(values) <= set(english[section]), section


@pytest.mark.parametrize("locale", LOCALES)
def test_no_word_means_two_things_in_one_language(locale: str) -> None:
    own = words(locale)
    for group, sections in GROUPS.items():
        meanings = defaultdict(set)
        for section in sections:
            for value, phrases in own[section].items():
                for phrase in phrases:
                    meanings[phrase_key(phrase)].add(f"{section}.{value}")
        double = {p: m for p, m in meanings.items() if len(m) > 1 and (locale, p) not in TWO_MEANINGS}
        assert not double, f"{group}: {double}"


@pytest.mark.parametrize("locale", LOCALES)
def test_no_word_stands_twice_in_one_list(locale: str) -> None:
    for section, values in words(locale).items():
        if isinstance(values, dict) and section not in ONE_LANGUAGE_ONLY:
            for value, phrases in values.items():
                twice = {phrase for phrase in phrases if phrases.count(phrase) > 1}
                assert not twice, f"{section}.{value}"


@pytest.mark.parametrize("locale", LOCALES)
def test_words_kept_to_a_language_are_words_of_it(locale: str) -> None:
    own = words(locale)
    known = {
        phrase_key(phrase)
        for section, values in own.items()
        if isinstance(values, dict) and section not in ONE_LANGUAGE_ONLY
        for phrases in values.values()
        for phrase in phrases
    }
    assert {phrase_key(word) for word in own["own_only"]} <= known
