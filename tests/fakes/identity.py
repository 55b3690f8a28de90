"""The identity service: gives tokens by app, tenant and scope; slow, hanging or failing on request."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class FakeIdentity:
    """Keeps what it was asked; `mood` is ok, hang, error or garbage."""

    asked: list[dict[str, str]] = field(default_factory=list)
    mood: str = "ok"
    delay_seconds: float = 0
    lasts_seconds: int = 3599

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The token endpoint."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append({"path": request.path, **form})
        if self.delay_seconds:
            await asyncio.sleep(self.delay_seconds)
        if self.mood == "hang":
            await asyncio.Event().wait()
        if self.mood == "error":
            return web.json_response({"error": "invalid_client"}, status=401)
        if self.mood == "garbage":
            return web.json_response({"access_token": 5})
        number = len(self.asked)
        return web.json_response(
            {"token_type": "Bearer", "expires_in": self.lasts_seconds, "access_token": f"own-token-{number}"}
        )
