"""The table of `make deep` knows every size, and takes one promise or several."""

import pytest

from tests import promise_table
from tests.sizes import POSTGRESQL, SIZES

ENDING = " on PostgreSQL"


@pytest.mark.parametrize("name", sorted({**SIZES, **POSTGRESQL}))
def test_every_size_can_be_told(name):
    assert promise_table._size(name).replace(",", "").isdecimal()
    if name in POSTGRESQL:
        assert promise_table._size(name + ENDING) == f"{POSTGRESQL[name][0]:,}"


def test_what_has_no_size_is_tried_whole():
    assert promise_table._size("M10") == "all"
