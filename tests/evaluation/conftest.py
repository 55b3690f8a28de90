"""The test phrasings, read once for all that judge them."""

from collections.abc import Mapping, Sequence

import pytest

from bot.understanding.reader import Reader
from tests.evaluation.__main__ import APART, judged
from tests.evaluation.verdict import Verdict
from tests.utterances.heading import LANGUAGES


@pytest.fixture(scope="session")
def verdicts() -> Mapping[str, Sequence[Verdict]]:
    """By utterance file."""
    reader = Reader()
    return {name: judged(name, reader) for name in (*LANGUAGES, *APART)}
