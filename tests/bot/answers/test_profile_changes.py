"""A change of the profile is put back once, and only while it is still what was kept."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.answers import profile_changes
from bot.composition import Services
from bot.question import Question, Role
from pricing.organisation import Organisation
from pricing.storage import organisations

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)


@pytest.fixture
async def services(services_on: Callable[[Path], Services], tmp_path: Path) -> AsyncIterator[Services]:
    found = services_on(tmp_path / "bot.db")
    async with found.database.writing("t") as connection:
        await organisations.save(connection, Organisation("t", currency="EUR", agreement="EA"))
    yield found
    await found.database.close()


def asked(data: dict[str, Any] | None = None) -> Question:
    return Question("", "t", "ada", "chat", NOW, role=Role.ADMIN, name="Ada", data=data or {})


async def kept(services: Services, **changes: Any) -> dict[str, Any]:
    """The data of the button that puts them back."""
    _, said = await profile_changes.keep(asked(), services, changes)
    return dict(said["undo"])


async def state(services: Services, undo: dict[str, Any]) -> str:
    return str((await profile_changes.restore(asked(undo), services)).view["state"])


async def profile(services: Services) -> Organisation:
    async with services.database.reading("t") as connection:
        return await organisations.load(connection, "t") or Organisation("t")


async def test_what_was_there_comes_back_once(services: Services) -> None:
    undo = await kept(services, licence_price=Decimal("3.80"), agreement="CSP", auto_recharge=True)
    assert await state(services, undo) == "now"
    assert await profile(services) == Organisation("t", currency="EUR", agreement="EA")
    await kept(services, licence_price=Decimal("3.80"), agreement="CSP", auto_recharge=True)
    assert await state(services, undo) == "before"
    assert (await profile(services)).agreement == "CSP"


async def test_the_card_names_who_kept_what_and_when(services: Services) -> None:
    _, said = await profile_changes.keep(asked(), services, {"licence_price": Decimal("3.8")})
    price = {"amount": Decimal("3.80"), "currency": "EUR"}
    assert said["fields"] == [{"name": "licence_price", "value": price}]
    assert (said["by"], said["at"]) == ("Ada", NOW)


async def test_what_somebody_changed_since_stays(services: Services) -> None:
    undo = await kept(services, agreement="CSP")
    await kept(services, agreement="MPSA")
    assert await state(services, undo) == "changed"
    assert (await profile(services)).agreement == "MPSA"


async def test_what_others_keep_meanwhile_in_other_fields_stays(services: Services) -> None:
    undo = await kept(services, agreement="CSP")
    await kept(services, auto_recharge=True)
    assert await state(services, undo) == "now"
    assert await profile(services) == Organisation("t", currency="EUR", agreement="EA", auto_recharge=True)


async def test_values_as_they_were_have_nothing_to_put_back(services: Services) -> None:
    _, said = await profile_changes.keep(asked(), services, {"agreement": "EA"})
    assert said["undo"] is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, None),
        ({}, {}),
        ("EA", "CSP"),
        ({"agreement": "XY"}, {"agreement": "EA"}),
        ({"agreement": True}, {"agreement": "EA"}),
        ({"agreement": []}, {"agreement": "EA"}),
        ({"auto_recharge": "yes"}, {"auto_recharge": None}),
        ({"tenant": "other"}, {"tenant": "t"}),
        ({"licence_price": "cheap"}, {"licence_price": None}),
        ({"licence_price": "NaN"}, {"licence_price": None}),
        ({"licence_price": "1e99"}, {"licence_price": None}),
        ({"licence_price": "4", "currency": None}, {"licence_price": None, "currency": "EUR"}),
    ],
)
async def test_a_button_made_up_changes_nothing(services: Services, before: Any, after: Any) -> None:
    assert await state(services, {"nonce": "n", "before": before, "after": after}) == "unknown"
    assert await profile(services) == Organisation("t", currency="EUR", agreement="EA")
