"""Everyday words that are close to a country's name, for places/no_slips.txt: they are never a slip of it."""

from collections.abc import Iterator

import tomli

from bot.understanding.language import OTHERS
from bot.understanding.place_sources import FOLDER, SPOKEN
from bot.understanding.text import Text, fold
from bot.understanding.train import FOLDER as PHRASES

COMMON_WORDS = 60_000
"""Words of each language that are never taken for misspelt names."""


def no_slips() -> list[str]:
    """Sorted folded words."""
    from wordfreq import top_n_list

    from bot.understanding.inflected_places import InflectedPlaces
    from bot.understanding.misspelt_places import MisspeltPlaces
    from bot.understanding.place_tables import read_tables

    names = read_tables(()).names
    misspelt, inflected = MisspeltPlaces(names, frozenset()), InflectedPlaces(names)
    words = {fold(word) for language in SPOKEN for word in top_n_list(language, COMMON_WORDS)}
    return [
        word
        for word in sorted(words | set(verb_forms()) | set(words_of_others()))
        if word.isalpha() and word not in names.values and (misspelt.near(word) or inflected.read(word))
    ]


def words_of_others() -> Iterator[str]:
    """Folded everyday words of languages that are not spoken here."""
    said = tomli.loads(OTHERS.read_text("utf-8")).values()
    yield from (fold(word) for words in said for word in words)
    for sentences in tomli.loads((PHRASES / "other.toml").read_text("utf-8")).values():
        tokens = [token for sentence in sentences for token in Text(sentence).tokens]
        yield from (token.folded for token in tokens if token.said.islower())


def verb_forms() -> Iterator[str]:
    """Folded forms of the verbs of calls and money."""
    for ending, said in tomli.loads((FOLDER / "verbs.toml").read_text("utf-8")).items():
        stems = [verb.removesuffix(ending) for verb in said["verbs"].split()]
        yield from (fold(stem + last) for stem in stems for last in said["endings"].split())
