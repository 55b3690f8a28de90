"""The least that a bot can do, against which the real one is timed: says back what it hears, as a card."""

import asyncio
from typing import Any

import aiohttp
from aiohttp import web


async def main() -> None:
    """Listens on a free port of loopback until it is stopped."""
    async with aiohttp.ClientSession() as session:

        async def hear(request: web.Request) -> web.Response:
            heard = await request.json()
            if heard["type"] == "message":
                place = f"{heard['serviceUrl'].rstrip('/')}/v3/conversations/{heard['conversation']['id']}"
                await session.post(f"{place}/activities/{heard['id']}", json=_reply(heard))
            return web.Response()

        app = web.Application()
        app.router.add_post("/api/messages", hear)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        print(f"listening on http://127.0.0.1:{runner.addresses[0][1]}/api/messages", flush=True)
        await asyncio.Event().wait()


def _reply(heard: dict[str, Any]) -> dict[str, Any]:
    body = [{"type": "TextBlock", "text": heard.get("text", "")}]
    card = {"type": "AdaptiveCard", "version": "1.5", "body": body}
    return {
        "type": "message",
        "from": heard["recipient"],
        "recipient": heard["from"],
        "conversation": {"id": heard["conversation"]["id"]},
        "channelId": heard["channelId"],
        "serviceUrl": heard["serviceUrl"],
        "replyToId": heard["id"],
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}],
    }


if __name__ == "__main__":
    asyncio.run(main())
