"""All promises at once: seeded worlds, faults between their steps, every promise looked at after every step.

A failing seed is printed with the command that plays it again, and belongs into KEPT.
"""

import io
import os
import secrets
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from bot.composition import Services
from tests.logged import CANARIES, searched
from tests.simulation.happenings import Happenings
from tests.simulation.invariants import hold
from tests.simulation.shared_file import SharedFile, Turns
from tests.sizes import size

AT_ONCE = 5
"""Worlds that share a database, one after the other."""
KEPT: tuple[int, ...] = (60,)
"""Seeds that once showed a fault."""


def seeds(count: int) -> list[list[int]]:
    """So many, in groups; `SEED=17` plays one alone, `SEED=100-199` plays these."""
    first, _, last = os.environ.get("SEED", "").partition("-")
    every = [*range(int(first), int(last or first) + 1)] if first else [*KEPT, *range(count)]
    return [every[at : at + AT_ONCE] for at in range(0, len(every), AT_ONCE)]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    with searched("INFO") as stream:
        yield stream


@pytest.mark.parametrize("group", seeds(size("all seeds")), ids=lambda group: f"{group[0]}-{group[-1]}")
async def test_every_promise_holds_after_every_step(
    group: list[int], quick_file: Path, loaded: Services, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = count()
    monkeypatch.setattr(secrets, "token_urlsafe", lambda *_: f"key-{next(numbers)}")
    everyone = frozenset(f"{side}{seed:07}-0000-4000-8000-000000000000" for seed in group for side in "ab")
    url, turns = f"sqlite+aiosqlite:///{quick_file}", Turns()
    databases = [SharedFile(url, turns) for _ in range(2)]
    for seed in group:
        log.truncate(log.seek(0))
        world = Happenings(
            seed,
            lambda database: replace(loaded, database=database),
            databases,
            quick_file.parent,
            everyone,
            unremembered=lambda: log.getvalue().count("deduplication_unavailable"),
        )
        await lived(world, log, size("all steps"))
    for database in databases:
        await database.close()


async def lived(world: Happenings, log: io.StringIO, steps: int) -> None:
    """One world's whole story."""
    for step in range(steps):
        delivered, asked = len(world.around.delivered), len(world.asked)
        try:
            await world.step()
            await hold(world, step, delivered, asked)
            assert [canary for canary in CANARIES if canary in log.getvalue()] == []
        except BaseException:
            print(f"seed {world.seed}, step {step}: {', '.join(world.log[-12:])}")
            print(f"again: SEED={world.seed} .venv/bin/python -m pytest tests/simulation")
            raise
