"""What may happen in a simulated world: people ask, press, import; services break, servers restart."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from cards.buttons import Button, buttons, fields
from pricing.errors import ImportRefused
from pricing.imports.usage_import import import_usage, withdraw_import
from tests.fakes.activities import PHONE, SIGN_IN_NAME
from tests.pricing.reports import as_csv
from tests.simulation.around import MOODS
from tests.simulation.model import Press, Row
from tests.simulation.world import (
    GLOBAL,
    HELPDESK,
    IS_REDELIVERED,
    ROLE_IS_BELIEVED,
    Asked,
    Chat,
    Person,
    World,
    bearer,
)

TEXTS = (
    "how much credit do we have left?", "wie lange reicht das Guthaben?", "what did we spend last month?",
    "rates for Brazil", "quanto custa ligar para o Peru?", "is it available in Chile?", "and in Japan?",
    "thanks", "pay per minute or per user?", "who looked at the money?",
    "20 people from Germany on toll-free, 45 minutes", f"call {PHONE} please", f"mail {SIGN_IN_NAME}",
    "[a](https://evil.example)", "<at>Everyone</at> **hi** {{ 7 * 7 }}",
    "'; DROP TABLE ledger_entry; --", "https://evil.example/x balance", "\u202e\ud83d\ude00 balance?", "",
)  # fmt: skip


class Happenings(World):
    """A world in which things happen, step by step."""

    async def step(self) -> None:
        """One thing that happens, or several at once."""
        deeds: list[tuple[int, Callable[[], Awaitable[None]]]] = [
            (20, self._says), (14, self._presses), (10, self._tops_up), (6, self._confirms_twice),
            (8, self._is_redelivered), (10, self._at_once), (6, self._imports), (3, self._withdraws),
            (5, self._changes_roles), (6, self._breaks), (10, self._is_mended), (6, self._passes),
            (4, self._restarts), (4, self._is_forged),
        ]  # fmt: skip
        weights, choices = zip(*deeds, strict=True)
        deed = self.dice.choices(choices, weights)[0]
        self.log.append(deed.__name__)
        self.changed = set()
        await deed()

    async def _says(self) -> None:
        person, chat = self._someone()
        await self.run(self._post(self._activity(person, chat, text=self.dice.choice(TEXTS))))

    def _pressed(self, person: Person, chat: Chat, data: dict[str, Any]) -> Asked:
        nonce = data.get("nonce")
        if nonce and self.may_see_money(person) and chat.scope == "personal":
            press = Press(data["do"], str(data.get("exact")), str(data.get("currency")), str(data.get("on")))
            self.models[person.tenant].may_be_recorded.setdefault(str(nonce), press)
        if self.dice.random() < 0.5:
            return self._activity(person, chat, value=data)
        action = {"action": {"type": "Action.Execute", "verb": "ask", "data": data}, "trigger": "manual"}
        return self._activity(person, chat, type="invoke", name="adaptiveCard/action", value=action)

    def _button(self, chat: Chat) -> dict[str, Any] | None:
        """The data of some button of the chat's last cards, its form filled in."""
        found: list[tuple[dict[str, Any], Button]] = [
            (card, button) for card in self.shown.get(chat.id, []) for button in buttons(card)
        ]
        if not found:
            return None
        card, button = self.dice.choice(found)
        filled = {field.id: field.value for field in fields(card)}
        if "amount" in filled:
            filled["amount"] = self._amount()
        return {**filled, **button.data}

    def _amount(self) -> str:
        return f"{self.dice.randrange(10_000, 99_999)}.{self.dice.randrange(10, 99)}"

    async def _presses(self) -> None:
        person, chat = self._someone()
        data = self._button(chat) or {
            "do": "ask",
            "intent": self.dice.choice(["balance", "usage", "help", "rates"]),
        }
        await self.run(self._post(self._pressed(person, chat, data)))

    def _form(self) -> dict[str, Any]:
        on = (self.now - timedelta(days=self.dice.randrange(1, 400))).date().isoformat()
        kind = self.dice.choice(["top_up", "top_up", "adjustment", "assertion"])
        return {
            "do": f"record_{kind}", "currency": self.dice.choice(["EUR", "EUR", "USD"]), "on": on,
            "exact": self._amount(), "reason": "a reason",
            "nonce": f"nonce-{self.seed}-{next(self._numbers)}",
        }  # fmt: skip

    async def _tops_up(self) -> None:
        person, chat = self._someone()
        must = self.must_see_money(person) and chat.scope == "personal"
        asked = self._pressed(person, chat, form := self._form())
        await self.run(self._post(asked))
        if must and asked.answers[-1].status == 200:
            self.models[person.tenant].must_be_recorded.add(form["nonce"])

    async def _confirms_twice(self) -> None:
        person, chat = self._someone()
        form = self._form()
        await self.run(
            *(self._post(self._pressed(person, chat, form), server) for server in self.servers * 2)
        )

    async def _is_redelivered(self) -> None:
        recent = [one for one in self.asked[-30:] if self.now - one.at < IS_REDELIVERED]
        if recent:
            asked = self.dice.choice(recent)
            await self.run(*(self._post(asked, server) for server in self.servers))

    async def _at_once(self) -> None:
        work = []
        for _ in range(self.dice.randint(2, 5)):
            person, chat = self._someone()
            data = self._button(chat) if self.dice.random() < 0.5 else None
            fresh = (
                self._pressed(person, chat, data)
                if data
                else self._activity(person, chat, text=self.dice.choice(TEXTS))
            )
            work += [
                self._post(fresh, server) for server in self.dice.choice([self.servers, self.servers[:1]])
            ]
        await self.run(*work)

    async def _imports(self) -> None:
        model = self.models[self.dice.choice(self.ours)]
        rows = [
            Row(self.dice.randrange(60), self.dice.choice([100, 150, 31_415]))
            for _ in range(self.dice.randint(1, 6))
        ]
        file, expected = self.folder / "usage.csv", model.expected(rows)
        file.write_text(as_csv([row.written(model.first_call) for row in rows]), encoding="utf-8")
        try:
            (done,) = await self.run(
                import_usage(
                    *(self.databases[0], model.tenant, file),
                    by="test",
                    clock=lambda: self.now,
                    pace=self.pace,
                )
            )
        except Exception as fault:
            assert self.faults.one_in, fault
            return
        counts = done.counts
        assert (counts.inserted, counts.duplicate, counts.conflict, counts.rejected) == (*expected, 0)
        model.imported(rows, done.import_id)
        self.changed.add(model.tenant)

    async def _withdraws(self) -> None:
        model = self.models[self.dice.choice(self.ours)]
        if not model.imports:
            return
        chosen = self.dice.choice(model.imports)
        try:
            await self.run(
                withdraw_import(
                    *(self.databases[1], model.tenant, chosen),
                    reason="x",
                    by="test",
                    clock=lambda: self.now,
                    pace=self.pace,
                )
            )
        except ImportRefused:
            raise
        except Exception as fault:
            assert self.faults.one_in, fault
            return
        model.withdrawn(chosen)
        self.changed.add(model.tenant)

    async def _changes_roles(self) -> None:
        person = self.dice.choice([one for one in self.people if self.around.people[one.user][1] == "Member"])
        becomes_admin = self.dice.random() < 0.5
        self.around.people[person.user] = ([GLOBAL] if becomes_admin else [HELPDESK], "Member")
        if becomes_admin and person.is_admin_since is None:
            person.is_admin_since = self.now
        if not becomes_admin:
            person.is_admin_since = None
        if becomes_admin:
            person.was_admin_until = datetime.max.replace(tzinfo=UTC)
        elif person.was_admin_until and person.was_admin_until > self.now + ROLE_IS_BELIEVED:
            person.was_admin_until = self.now + ROLE_IS_BELIEVED

    async def _breaks(self) -> None:
        what = self.dice.choice(["database", *MOODS, *MOODS])
        if what == "database":
            self.faults.one_in = self.dice.choice([1, 3, 10, 30])
        else:
            self.around.moods[what] = self.dice.choice(MOODS[what])
        self.calm_since = self.now
        self.log.append(f"{what}: {self.around.moods.get(what, self.faults.one_in)}")

    async def _is_mended(self) -> None:
        self.faults.one_in = 0
        self.around.moods.update(dict.fromkeys(MOODS, "ok"))
        self.calm_since = self.now

    async def _passes(self) -> None:
        await self.clock.advance(self.dice.choice([1, 11, 60, 301, 3600, 8 * 3600]))

    async def _restarts(self) -> None:
        at = self.dice.randrange(2)
        person, chat = self._someone()
        asked = self._activity(person, chat, text=self.dice.choice(TEXTS))
        dying = asyncio.create_task(self._post(asked, self.servers[at]))
        for _ in range(self.dice.randrange(60)):
            await asyncio.sleep(0)
        ended = self.servers[at].kill()
        self.killed += ended
        # A request whose turn had not begun dies with its server too.
        dying.cancel()
        await asyncio.gather(dying, return_exceptions=True)
        self.dead_failures += self.servers[at].failures()
        self.servers[at] = self._started(at)

    async def _is_forged(self) -> None:
        person, chat = self._someone()
        asked, forged = self._activity(person, chat, text="balance"), self.dice.randrange(3)
        self.asked.remove(asked)
        if forged == 0:
            asked.body["channelData"] = {"tenant": {"id": "not-enrolled"}}
        if forged == 1:
            asked.body["serviceUrl"] = "https://evil.example/"
        bad = bearer()[:-8] + "AAAAAAAA" if forged == 2 else bearer()
        (answer,) = await self.run(self.servers[0].post(asked.body, bad))
        assert answer.status in (401, 403)
