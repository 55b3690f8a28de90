"""Profiles are kept as they are, one per tenant."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pricing.organisation import Organisation
from pricing.storage import organisations
from pricing.storage.database import Database

FULL = Organisation(
    "t", "Contoso", "DE", "EUR", "EA", 60, True, False, True, False, Decimal("4.05"), "Europe/Berlin", "de"
)


async def stored(database: Database, *profiles: Organisation, tenant: str = "t") -> Organisation | None:
    async with database.writing("t") as connection:
        for profile in profiles:
            await organisations.save(connection, profile)
    async with database.reading(tenant) as connection:
        return await organisations.load(connection, tenant)


@pytest.mark.parametrize("profile", [FULL, Organisation("t")])
async def test_a_profile_comes_back_as_it_was(database, profile):
    assert await stored(database, profile) == profile


async def test_a_later_profile_takes_the_place_of_the_earlier(database):
    later = replace(FULL, agreement=None)
    assert await stored(database, FULL, later) == later


async def test_a_tenant_sees_its_own_profile_only(database):
    assert await stored(database, FULL, tenant="other") is None
