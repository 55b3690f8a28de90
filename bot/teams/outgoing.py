"""The one way out: a pooled client that follows no redirect and goes to its purpose's hosts only."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import aiohttp
from aiohttp.abc import AbstractResolver

from bot.teams.hosts import Purpose

MAX_CONNECTIONS = 256
MAX_CONNECTIONS_PER_HOST = 128
KEPT_ALIVE_SECONDS = 60


class TooLarge(Exception):
    """The answer is longer than its purpose allows."""


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    body: bytes
    retry_after: str | None


def open_session(
    resolver: AbstractResolver | None = None, trust: ssl.SSLContext | None = None
) -> aiohttp.ClientSession:
    """A session for everything that goes out. Tests hand in where names lead to and whom to trust."""
    connector = aiohttp.TCPConnector(
        limit=MAX_CONNECTIONS,
        limit_per_host=MAX_CONNECTIONS_PER_HOST,
        keepalive_timeout=KEPT_ALIVE_SECONDS,
        resolver=resolver,
        ssl=trust or True,
    )
    return aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers={"User-Agent": "minutewise"}
    )


class NotOk(Exception):
    """A download was answered with another status than 200."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


async def download(
    session: aiohttp.ClientSession,
    purpose: Purpose,
    address: str,
    target: Path,
    *,
    seconds: float,
    max_bytes: int,
) -> None:
    """Write what an address holds to a file; nothing of ours but the request goes out.

    Raises HostNotAllowed before anything is sent, NotOk, TooLarge, TimeoutError after `seconds`, ClientError.
    """
    async with session.get(
        purpose.require(address),
        headers={"Accept-Encoding": "identity"},
        allow_redirects=False,
        timeout=aiohttp.ClientTimeout(total=seconds),
    ) as response:
        if response.status != 200:
            raise NotOk(response.status)
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise NotOk(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        if (response.content_length or 0) > max_bytes:
            raise TooLarge(purpose.name)
        written = 0
        with target.open("wb") as file:
            async for chunk in response.content.iter_any():
                written += len(chunk)
                if written > max_bytes:
                    raise TooLarge(purpose.name)
                await asyncio.to_thread(file.write, chunk)


async def exchange(
    session: aiohttp.ClientSession,
    purpose: Purpose,
    method: str,
    address: str,
    *,
    seconds: float,
    max_bytes: int,
    headers: Mapping[str, str] | None = None,
    data: bytes | Mapping[str, str] | None = None,
) -> Answered:
    """One request and its answer.

    Raises HostNotAllowed before anything is sent, TooLarge, TimeoutError after `seconds`, ClientError.
    """
    async with session.request(
        method,
        purpose.require(address),
        headers=headers,
        data=data,
        allow_redirects=False,
        timeout=aiohttp.ClientTimeout(total=seconds),
    ) as response:
        body = bytearray()
        async for chunk in response.content.iter_any():
            body += chunk
            if len(body) > max_bytes:
                raise TooLarge(purpose.name)
        return Answered(response.status, bytes(body), response.headers.get("Retry-After"))
