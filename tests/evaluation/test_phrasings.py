"""Every test phrasing is understood, apart from the known failures; that list can only shrink."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.evaluation.__main__ import APART
from tests.evaluation.verdict import Verdict
from tests.utterances.heading import LANGUAGES

KNOWN = Path(__file__).parent / "known_misreadings.txt"
pytestmark = pytest.mark.xdist_group("evaluation")


def known(name: str) -> set[str]:
    """The phrasings of a file that are known not to be understood, with what was said before them."""
    lines = KNOWN.read_text("utf-8").splitlines()
    return {line.partition(": ")[2] for line in lines if line.startswith(f"{name}: ")}


def failing(verdicts: Sequence[Verdict]) -> set[str]:
    wrong = (one.played.phrasing for one in verdicts if not one.right)
    return {" / ".join((*phrasing.context, phrasing.text)) for phrasing in wrong}


@pytest.mark.parametrize("name", (*LANGUAGES, *APART))
def test_only_known_phrasings_fail(name, verdicts):
    found = failing(verdicts[name])
    assert sorted(found - known(name)) == [], "not understood any more"
    assert sorted(known(name) - found) == [], "understood now: take them off the list"
