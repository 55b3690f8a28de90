"""The channel's service: takes what a bot posts, and misbehaves on request."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass(frozen=True)
class Posted:
    """One request that arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


Answer = Callable[[Posted], Awaitable[web.StreamResponse]]


@dataclass
class FakeConnector:
    """Keeps what arrives; `answer` replaces the usual 201."""

    url: str = ""
    posted: list[Posted] = field(default_factory=list)
    answer: Answer | None = None
    _arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The bodies of the messages, in order."""
        return [one.body for one in self.posted if one.body.get("type") == "message"]

    async def until(self, happened: Callable[["FakeConnector"], bool], seconds: float = 30) -> None:
        """Wait until something is true of what arrived."""
        async with asyncio.timeout(seconds), self._arrived:
            await self._arrived.wait_for(lambda: happened(self))

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Any request of a bot."""
        body = await request.json() if request.can_read_body else {}
        posted = Posted(request.method, request.path, dict(request.headers), body)
        async with self._arrived:
            self.posted.append(posted)
            self._arrived.notify_all()
        if self.answer:
            return await self.answer(posted)
        return web.json_response({"id": f"sent-{len(self.posted)}"}, status=201)


@asynccontextmanager
async def fake_connector() -> AsyncIterator[FakeConnector]:
    """A running one on a free port of loopback."""
    fake = FakeConnector()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", fake.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        fake.url = f"http://127.0.0.1:{runner.addresses[0][1]}/connector"
        yield fake
    finally:
        await runner.cleanup()
