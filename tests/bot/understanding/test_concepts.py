"""What words speak of."""

import pytest

from bot.understanding.concepts import Concepts
from bot.understanding.text import Text

TABLE = Concepts({"praise": ["top"], "top_up": ["top up"], "money": ["credit*"]})


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("top", {"praise"}),
        ("top up 500", {"top_up"}),
        ("top, top up the credits", {"praise", "top_up", "money"}),
    ],
)
def test_a_word_within_a_longer_wording_says_nothing_by_itself(said, found):
    assert TABLE.find(Text(said)) == found
