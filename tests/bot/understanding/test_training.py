"""The committed head is what training makes of the phrases."""

from datetime import date

import numpy as np
import pytest

from bot.understanding import concepts, features, train
from bot.understanding.encoder import SentenceEncoder
from bot.understanding.head import Head
from bot.understanding.slots import SlotFinder
from bot.understanding.text import Text
from tests.utterances.reading_file import everything

EVERY = 8
"""One test phrasing in this many is compared."""
DIFFERENT_AT_MOST = 0.01
"""Versions of numpy round differently, so a text between two labels may fall on either side."""


@pytest.fixture(scope="module")
def trained() -> Head:
    shown = train.examples(train.read_phrases(), SlotFinder(), SentenceEncoder(in_background=False))
    return train.fit(shown)


def test_training_anew_gives_the_same_predictions_on_the_test_phrases(trained):
    committed, finder = Head.load(), SlotFinder()
    table = concepts.of_all_languages(concepts.load())
    phrasings = everything()[::EVERY]
    found = [finder.find(one.text, date(2026, 7, 15), one.home, None) for one in phrasings]
    vectors = SentenceEncoder(in_background=False).vectors([one.masked for one in found])
    atoms = [features.atoms(Text(p.text), one, table) for p, one in zip(phrasings, found, strict=True)]
    labels = [
        [head.candidates(vector, seen)[0].label for vector, seen in zip(vectors, atoms, strict=True)]
        for head in (committed, trained)
    ]
    assert np.mean(np.array(labels[0]) != np.array(labels[1])) <= DIFFERENT_AT_MOST
