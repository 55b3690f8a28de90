"""Microsoft Graph: people and their roles; slow, throttling or down on request."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class FakeGraph:
    """`people` maps an id to what Graph says; `roles` an id to its role templates."""

    people: dict[str, dict[str, object]] = field(default_factory=dict)
    roles: dict[str, list[str]] = field(default_factory=dict)
    mood: str = "ok"
    asked: list[str] = field(default_factory=list)
    bearers: set[str] = field(default_factory=set)

    def add(self, user: str, *roles: str, **changes: object) -> None:
        """A member of the organisation."""
        self.people[user] = {"userType": "Member", "accountEnabled": True, **changes}
        self.roles[user] = list(roles)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """A person, or a person's roles."""
        self.asked.append(request.path)
        self.bearers.add(request.headers.get("Authorization", ""))
        if self.mood == "hang":
            await asyncio.Event().wait()
        if self.mood == "garbage":
            return web.Response(text="[]", content_type="application/json")
        if self.mood != "ok":
            return web.Response(status=int(self.mood))
        user = request.path.split("/")[3]
        if user not in self.people:
            return web.Response(status=404)
        if request.path.endswith("directoryRole"):
            return web.json_response({"value": [{"roleTemplateId": role} for role in self.roles[user]]})
        return web.json_response(self.people[user])
