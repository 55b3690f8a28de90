"""Every test phrasing is understood, apart from the known failures; that list can only shrink."""

from pathlib import Path

import pytest

from bot.understanding.reader import Reader
from tests.evaluation.playing import play
from tests.evaluation.verdict import judge
from tests.utterances.heading import LANGUAGES
from tests.utterances.reading_file import of_language

KNOWN = Path(__file__).parent / "known_misreadings.txt"
FILES = (*LANGUAGES, "other", "follow_ups", "adversarial")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def known(name: str) -> set[str]:
    """The phrasings of a file that are known not to be understood, with what was said before them."""
    lines = KNOWN.read_text("utf-8").splitlines()
    return {line.partition(": ")[2] for line in lines if line.startswith(f"{name}: ")}


def failing(name: str, reader: Reader) -> set[str]:
    verdicts = (judge(played) for played in play(of_language(name), reader))
    wrong = (one.played.phrasing for one in verdicts if not one.right)
    return {" / ".join((*phrasing.context, phrasing.text)) for phrasing in wrong}


@pytest.mark.parametrize("name", FILES)
def test_only_known_phrasings_fail(name, reader):
    found = failing(name, reader)
    assert sorted(found - known(name)) == [], "not understood any more"
    assert sorted(known(name) - found) == [], "understood now: take them off the list"
