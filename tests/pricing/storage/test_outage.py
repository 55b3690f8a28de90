"""A database that is down is told at once, and tried again every half second by one access."""

import pytest
from sqlalchemy.exc import OperationalError

from pricing.errors import DatabaseError
from pricing.storage.outage import STILL_DOWN, TRY_AGAIN_NANOSECONDS, Outage, Unreachable


class Clock:
    now = 100

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def down(clock):
    outage = Outage(clock)
    fails(outage, Unreachable("no answer"))
    return outage


def fails(outage, error):
    with pytest.raises(type(error), match=str(error)), outage.noticed():
        raise error


def works(outage):
    with outage.noticed():
        pass


def is_told_at_once(outage):
    with pytest.raises(DatabaseError, match=STILL_DOWN), outage.noticed():
        pytest.fail("it was tried")


def test_who_comes_after_a_failure_does_not_wait(down):
    is_told_at_once(down)


def test_after_a_while_one_tries_and_the_others_are_told_meanwhile(down, clock):
    clock.now += TRY_AGAIN_NANOSECONDS
    with down.noticed():
        is_told_at_once(down)
    works(down)


def test_a_vain_try_is_a_failure_like_the_first(down, clock):
    clock.now += TRY_AGAIN_NANOSECONDS
    fails(down, Unreachable("still no answer"))
    is_told_at_once(down)
    clock.now += TRY_AGAIN_NANOSECONDS
    works(down)
    works(down)


def test_an_error_of_another_kind_is_no_outage(clock):
    outage = Outage(clock)
    fails(outage, ZeroDivisionError("a bug"))
    works(outage)


def test_a_file_that_another_holds_for_good_is_an_outage(clock):
    busy = Exception("database is locked")
    busy.sqlite_errorcode = 5
    outage = Outage(clock)
    with pytest.raises(OperationalError), outage.noticed():
        raise OperationalError("BEGIN", None, busy)
    is_told_at_once(outage)
