"""`organisation`: show the profile, create it, or change it."""

import asyncio
import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from bot.commands import options
from bot.commands.failure import unknown_organisation
from pricing.country_codes import COUNTRY_CODES
from pricing.money import CURRENCY_DIGITS
from pricing.organisation import AGREEMENTS, BILLING_STEPS_SECONDS

if TYPE_CHECKING:
    from pricing.organisation import Organisation

NAME = "organisation"
HELP = "show the organisation's profile; with options create or change it"


def add_arguments(parser: ArgumentParser) -> None:
    """The fields of the profile that can be set here."""
    parser.add_argument("--country", type=_country, metavar="CC", help="ISO code of the billing address: DE")
    parser.add_argument("--currency", type=_currency, metavar="CUR", help="ISO code of the credits: EUR")
    parser.add_argument("--agreement", type=_agreement, metavar="A", help=" | ".join(AGREEMENTS))
    parser.add_argument(
        "--billing-step", type=int, choices=BILLING_STEPS_SECONDS, help="seconds that calls are billed by"
    )
    options.add_usual(parser)


def run(arguments: Namespace) -> int:
    """Print the profile as it then is; 1 when there is none and nothing was given to create it."""
    profile = asyncio.run(_profile(arguments))
    values = _values(profile)
    if arguments.json:
        print(json.dumps(values, ensure_ascii=False))
    else:
        print("\n".join(f"{name.replace('_', ' '):26} {_shown(value)}" for name, value in values.items()))
    return 0


async def _profile(arguments: Namespace) -> "Organisation":
    from bot.settings import read_settings
    from pricing.organisation import Organisation
    from pricing.storage import organisations
    from pricing.storage.database import Database

    database = Database(read_settings().database())
    try:
        await _prepare(database, arguments)
        async with database.writing(arguments.tenant) as connection:
            stored = await organisations.load(connection, arguments.tenant)
            changes = _changes(arguments)
            if not changes:
                if stored is None:
                    raise unknown_organisation(arguments.tenant)
                return stored
            profile = replace(stored or Organisation(arguments.tenant), **changes)
            await organisations.save(connection, profile)
            return profile
    finally:
        await database.close()


async def _prepare(database: Any, arguments: Namespace) -> None:
    """The tables, and the demo organisation when it is meant."""
    from bot.storage.schema import CONVERSATIONS
    from pricing.demo import DEMO_TENANT, ensure_demo
    from pricing.storage.revisions import PRICING

    await database.prepare(PRICING, CONVERSATIONS)
    if arguments.tenant == DEMO_TENANT:
        await ensure_demo(database, options.now(arguments).date())


def _changes(arguments: Namespace) -> dict[str, Any]:
    given = {
        "country": arguments.country,
        "currency": arguments.currency,
        "agreement": arguments.agreement,
        "billing_step_seconds": arguments.billing_step,
    }
    return {name: value for name, value in given.items() if value is not None}


def _values(profile: "Organisation") -> dict[str, Any]:
    values = asdict(profile)
    price = values["licence_price"]
    return {**values, "licence_price": None if price is None else str(price)}


def _shown(value: object) -> str:
    return (
        {None: "not known", True: "yes", False: "no"}[value] if value in (None, True, False) else str(value)
    )


def _country(text: str) -> str:
    return _one_of(text.upper(), COUNTRY_CODES, "an ISO 3166-1 code such as DE")


def _currency(text: str) -> str:
    return _one_of(text.upper(), CURRENCY_DIGITS, "an ISO 4217 code such as EUR")


def _agreement(text: str) -> str:
    return _one_of(text.upper().replace("-", "_"), AGREEMENTS, f"one of {', '.join(AGREEMENTS)}")


def _one_of(value: str, allowed: Any, what: str) -> str:
    if value not in allowed:
        raise ArgumentTypeError(f"{value!r} is not {what}")
    return value
