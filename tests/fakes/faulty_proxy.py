"""A TCP proxy on loopback that spoils what passes through it, in every way that a network can."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

MOODS = ("delay", "reset", "half_close", "truncated", "garbage", "silent")
"""What may be done to a connection; "pass" does nothing to it."""
DELAY_SECONDS = 0.3
CHUNK_BYTES = 64 * 1024
FIRST_BYTES = 40
"""Of an answer, before it is cut off."""


class FaultyProxy:
    """Passes connections on to another port; `mood` says what becomes of those that move from then on."""

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self.mood = "pass"
        self.spoiled = 0
        """How often something was done to a connection."""
        self.port = 0
        self._writers: set[asyncio.StreamWriter] = set()

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either side is done with it."""
        try:
            there, out = await asyncio.open_connection("127.0.0.1", self._target_port)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, out}
        pipes = self._pipe(reader, out, answers=False), self._pipe(there, writer, answers=True)
        await asyncio.gather(*pipes, return_exceptions=True)
        for one in (writer, out):
            one.transport.abort()
            self._writers.discard(one)

    async def _pipe(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answers: bool) -> None:
        while data := await reader.read(CHUNK_BYTES):
            spoiled = await self._spoiled(data, writer, answers)
            if spoiled is None:
                return
            writer.write(spoiled)
            await writer.drain()
        with suppress(OSError):
            writer.write_eof()

    async def _spoiled(self, data: bytes, writer: asyncio.StreamWriter, answers: bool) -> bytes | None:
        """What is passed on instead; None when the connection ends here."""
        mood = self.mood
        self.spoiled += mood != "pass"
        if mood == "delay":
            await asyncio.sleep(DELAY_SECONDS)
        elif mood == "silent":
            await asyncio.Event().wait()
        elif mood == "reset":
            writer.transport.abort()
            return None
        elif mood == "garbage" and answers:
            return b"\0\xff" * (len(data) // 2 + 1)
        elif mood in ("half_close", "truncated") and answers:
            writer.write(data[:FIRST_BYTES] if mood == "truncated" else b"")
            writer.close()
            return None
        return data

    def break_all(self) -> None:
        """End every connection that is open, as a restart between the two would."""
        for writer in self._writers:
            writer.transport.abort()


@asynccontextmanager
async def faulty_proxy(target_port: int) -> AsyncIterator[FaultyProxy]:
    """Listening on a free port of loopback while the block runs."""
    proxy = FaultyProxy(target_port)
    server = await asyncio.start_server(proxy.connected, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        proxy.break_all()
        server.close()
