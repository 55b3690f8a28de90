"""R4: 429 waits as told, other faults back off with jitter, the rest is not retried, limits are kept."""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from typing import Any

import aiohttp
import pytest

from bot.metrics import Metrics
from bot.teams.clouds import PUBLIC
from bot.teams.connector import Connector, NoTokens, Place, SendFailed
from bot.teams.throttle import PER_TENANT, PER_THREAD
from tests.fakes.clock import FakeClock
from tests.fakes.openid import SERVICE_URL
from tests.fakes.parking import FakeParking
from tests.sizes import size

HOUR = 3600.0
PLACE = Place(SERVICE_URL, "tenant", "chat")


@dataclass(frozen=True)
class Answer:
    """What the channel says to one request."""

    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b'{"id": "sent"}'

    @property
    def content(self) -> "Answer":
        return self

    async def iter_any(self) -> AsyncIterator[bytes]:
        yield self.body


@dataclass
class Channel:
    """A client session whose other end is in this process, so that only the fake clock passes."""

    clock: FakeClock
    answer: Callable[[int], Answer | Exception] = lambda number: Answer()
    sent: list[tuple[float, str]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)

    @asynccontextmanager
    async def request(self, method: str, address: str, **options: Any) -> AsyncIterator[Answer]:
        self.sent.append((self.clock.monotonic(), address.split("/")[6]))
        self.asked.append((method, address))
        answer = self.answer(len(self.sent))
        if isinstance(answer, Exception):
            raise answer
        yield answer


@dataclass
class Sending:
    """A connector on a fake clock."""

    channel: Channel
    connector: Connector

    async def send(self, conversation: str = "chat", tenant: str = "tenant") -> str:
        """One message, with as much time as it needs."""
        place = Place(SERVICE_URL, tenant, conversation)
        task = asyncio.create_task(self.connector.send(place, {"type": "message"}))
        await self.channel.clock.run(task)
        return await task

    @property
    def waits(self) -> list[float]:
        """Seconds between one request and the next."""
        times = [at for at, _ in self.channel.sent]
        return [later - earlier for earlier, later in pairwise(times)]


def sending(*answers: Answer | Exception, patience_seconds: float = 60) -> Sending:
    clock = FakeClock()
    channel = Channel(clock, lambda number: answers[min(number, len(answers)) - 1] if answers else Answer())
    session: Any = channel
    connector = Connector(
        session,
        PUBLIC.connector,
        NoTokens(),
        "",
        FakeParking(),
        clock,
        Metrics(),
        random.Random("R4"),
        patience_seconds,
    )
    return Sending(channel, connector)


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
async def test_what_passes_is_tried_again(status: int) -> None:
    to = sending(Answer(status), Answer(status), Answer())
    assert await to.send() == "sent"
    assert len(to.waits) == 2
    assert 0.25 <= to.waits[0] <= 0.5
    assert 0.5 <= to.waits[1] <= 1.0


@pytest.mark.parametrize("status", [400, 401, 404, 405, 409, 413, 500, 501])
async def test_what_does_not_pass_is_tried_once(status: int) -> None:
    to = sending(Answer(status), Answer())
    with pytest.raises(SendFailed, match=str(status)):
        await to.send()
    assert len(to.channel.sent) == 1


async def test_a_stated_wait_is_kept() -> None:
    to = sending(Answer(429, {"Retry-After": "17"}), Answer())
    await to.send()
    assert 17 <= to.waits[0] <= 17.5


async def test_a_send_that_would_wait_too_long_for_its_place_fails() -> None:
    to = sending(patience_seconds=0.5)
    for _ in range(7):
        await to.send()
    with pytest.raises(SendFailed, match="throttled"):
        await to.send()
    assert len(to.channel.sent) == 7


async def test_a_stated_wait_may_be_a_date() -> None:
    at = datetime.now(UTC) + timedelta(seconds=20)
    to = sending(Answer(429, {"Retry-After": format_datetime(at, usegmt=True)}), Answer())
    await to.send()
    assert 18 <= to.waits[0] <= 20.5


@pytest.mark.parametrize("stated", ["", "soon", "-5", "nan"])
async def test_a_stated_wait_that_makes_no_sense_is_no_harm(stated: str) -> None:
    to = sending(Answer(429, {"Retry-After": stated}), Answer())
    assert await to.send() == "sent"
    assert to.waits[0] <= 0.55


async def test_a_wait_beyond_all_patience_is_not_begun() -> None:
    to = sending(Answer(429, {"Retry-After": "3600"}), Answer())
    with pytest.raises(SendFailed, match="throttled"):
        await to.send()
    assert len(to.channel.sent) == 1


async def test_an_outage_ends_after_six_attempts() -> None:
    to = sending(Answer(503))
    with pytest.raises(SendFailed, match="503"):
        await to.send()
    assert len(to.channel.sent) == 6


async def test_a_connection_that_did_not_come_about_is_tried_again() -> None:
    refused = aiohttp.ClientConnectorError(None, OSError(111, "refused"))  # type: ignore[arg-type]
    to = sending(refused, Answer())
    assert await to.send() == "sent"


@pytest.mark.parametrize("fault", [TimeoutError(), aiohttp.ServerDisconnectedError()])
async def test_a_message_that_may_have_arrived_is_not_sent_twice(fault: Exception) -> None:
    to = sending(fault, Answer())
    with pytest.raises(SendFailed):
        await to.send()
    assert len(to.channel.sent) == 1


async def test_a_conversation_that_forbids_us_is_left_alone_until_it_is_heard_of_again() -> None:
    to = sending(Answer(403), Answer())
    for _ in range(3):
        with pytest.raises(SendFailed):
            await to.send()
    assert len(to.channel.sent) == 1
    assert await to.send("another chat") == "sent"
    await to.connector.unpark("tenant", "chat")
    assert await to.send() == "sent"


async def test_an_activity_is_replaced_where_it_stands() -> None:
    to = sending(Answer())
    task = asyncio.create_task(to.connector.update(PLACE, "1:2", {"type": "message"}))
    await to.channel.clock.run(task)
    assert await task == "sent"
    assert to.channel.asked == [("PUT", f"{SERVICE_URL}v3/conversations/chat/activities/1%3A2")]


async def test_a_place_that_is_not_teams_gets_nothing() -> None:
    to = sending(Answer())
    with pytest.raises(SendFailed, match="host"):
        await to.connector.send(replace(PLACE, service_url="https://attacker.example/"), {})
    assert to.channel.sent == []


@pytest.mark.parametrize("body", [b"", b"no JSON", b"[]", b'{"id": 5}', b"{}"])
async def test_an_answer_without_an_id_is_a_delivery_all_the_same(body: bytes) -> None:
    assert await sending(Answer(body=body)).send() == ""


@pytest.mark.parametrize(
    ("fault", "reason"),
    [(aiohttp.ClientPayloadError(), "connection"), (aiohttp.ServerTimeoutError(), "timeout")],
)
async def test_a_failed_send_says_why(fault: Exception, reason: str) -> None:
    with pytest.raises(SendFailed) as failed:
        await sending(fault).send()
    assert (failed.value.reason, failed.value.status) == (reason, None)


async def test_messages_of_one_conversation_keep_their_order_through_retries() -> None:
    to = sending(Answer(502), Answer())
    order: list[int] = []

    async def one(number: int) -> None:
        await to.connector.send(Place(SERVICE_URL, "tenant", "chat"), {"number": number})
        order.append(number)

    tasks = [asyncio.create_task(one(number)) for number in range(5)]
    await to.channel.clock.run(*tasks)
    assert order == [0, 1, 2, 3, 4]


async def test_the_published_limits_are_kept_whatever_is_sent_at_once() -> None:
    to = sending(patience_seconds=1e9)
    dice = random.Random("R4")
    tasks = []
    for _ in range(size("R4 sends")):
        tenant, conversation = f"tenant-{dice.randrange(3)}", str(int(dice.expovariate(0.3)))
        place = Place(SERVICE_URL, tenant, f"{tenant}:{conversation}")
        tasks.append(asyncio.create_task(to.connector.send(place, {"type": "message"})))
    await to.channel.clock.run(*tasks)
    assert len(to.channel.sent) == len(tasks)
    assert broken(to.channel.sent, lambda conversation: conversation, PER_THREAD) == []
    assert broken(to.channel.sent, lambda conversation: conversation.partition("%3A")[0], PER_TENANT) == []


def broken(
    sent: list[tuple[float, str]], group: Callable[[str], str], limits: tuple[tuple[int, int], ...]
) -> list[tuple[str, int, int]]:
    """The groups in which more than the allowed number were sent within some window."""
    times: defaultdict[str, list[float]] = defaultdict(list)
    for at, conversation in sent:
        times[group(conversation)].append(at)
    found = []
    for name, sends in times.items():
        for count, seconds in limits:
            windows = zip(sends, sends[count:], strict=False)
            found += [(name, count, seconds) for first, last in windows if last - first < seconds][:1]
    return found
