"""Work in threads does not outlive what it works on."""

import asyncio
import sys
import threading

import pytest

from pricing.storage.threads import short_turns, to_its_end


async def test_who_is_cancelled_waits_for_the_threads_end():
    goes_on, ended = threading.Event(), threading.Event()
    asked = asyncio.ensure_future(to_its_end(lambda: (goes_on.wait(10), ended.set())))
    await asyncio.sleep(0)
    for _ in range(2):
        asked.cancel()
        await asyncio.sleep(0)
    assert not asked.done()
    goes_on.set()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert ended.is_set()


async def test_what_the_thread_raises_is_raised():
    with pytest.raises(ZeroDivisionError):
        await to_its_end(divmod, 1, 0)


def test_threads_take_short_turns_until_the_last_that_wants_it_has_ended():
    usual = sys.getswitchinterval()
    with short_turns():
        with short_turns():
            pass
        assert sys.getswitchinterval() < usual / 5
    assert sys.getswitchinterval() == usual
