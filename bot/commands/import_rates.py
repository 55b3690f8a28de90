"""`import rates`: shows what a rate card would change, and imports it unless it is a dry run."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.commands import options, preview
from bot.commands.failure import CommandFailed

if TYPE_CHECKING:
    from bot.rate_effect import LastMonth
    from pricing.organisation import Organisation
    from pricing.rate_card import RateCard
    from pricing.rate_changes import RateChanges

NAME = "rates"
HELP = "a rate card: Microsoft's workbook (.xlsx) or a CSV"
MOST_LINES = 40
"""Changes listed in text; `--json` has all."""
_SIGNS = {"added": "+", "removed": "-", "up": "^", "down": "v"}


def add_arguments(parser: ArgumentParser) -> None:
    """The file, its day, and whether it is only looked at."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="the workbook or CSV; its name becomes the card's"
    )
    parser.add_argument(
        "--effective", metavar="DATE", type=options.day, help="first day of these rates (default: today)"
    )
    options.add_dry_run(parser)


async def run(arguments: Namespace) -> int:
    """0 when the card was read (and imported); 1 with every fault of the file otherwise."""
    from bot.commands.opened import open_organisation

    now = options.now(arguments)
    card = _read(arguments.file, arguments.effective or now.date())
    async with open_organisation(arguments) as opened:
        includes_fee = opened.settings.charge_includes_connection_fee
        report = await _report(opened.database, opened.organisation, card, now, includes_fee)
        if not arguments.dry_run:
            await _keep(opened.database, arguments, card, now)
    preview.show(arguments, report, _lines)
    return 0


def _read(file: Path, effective_on: date) -> "RateCard":
    from pricing.errors import RateCardError
    from pricing.imports.rate_file import read_rate_file

    try:
        return read_rate_file(file, effective_on)
    except RateCardError as error:
        raise CommandFailed(f"{file}: nothing was imported\n{error}") from None


async def _keep(database: Any, arguments: Namespace, card: "RateCard", now: datetime) -> None:
    from pricing.storage import rate_cards

    async with database.writing(arguments.tenant) as connection:
        await rate_cards.add(connection, arguments.tenant, card, arguments.file.name, options.BY, now)


async def _report(
    database: Any, organisation: "Organisation", card: "RateCard", now: datetime, charge_includes_fee: bool
) -> dict[str, Any]:
    from bot.rate_import import weigh
    from pricing.imports.rate_file import notices

    async with database.reading(organisation.tenant) as connection:
        weighed = await weigh(connection, organisation, card, now.date(), charge_includes_fee)
    before, changes = weighed.before, weighed.changes
    return {
        "card": card.name,
        "currency": card.currency,
        "effective": card.effective_on.isoformat(),
        "rates": len(card.rates),
        "replaces": {"card": before.name, "effective": before.effective_on.isoformat()} if before else None,
        **{kind: len(changes.of(kind)) for kind in _SIGNS},
        "unchanged": changes.unchanged,
        "changes": list(_changes(changes)),
        "effect": _effect_as_json(weighed.last_month, card.currency),
        "notices": notices(card, organisation.currency),
    }


def _effect_as_json(found: "LastMonth | None", currency: str) -> dict[str, Any] | None:
    from pricing.money import Money

    if found is None:
        return None
    cost = found.effect
    before, after = Money(cost.before_micro_units, currency), Money(cost.after_micro_units, currency)
    amounts = {"before": before, "after": after, "difference": after - before}
    return {
        "month": f"{found.first_day:%Y-%m}",
        "against": "card" if found.against_card else "charges",
        "calls": cost.calls,
        "not_priced": cost.not_priced,
        "currency": currency,
        **{name: str(money.rounded().amount) for name, money in amounts.items()},
    }


def _changes(changes: "RateChanges") -> Iterator[dict[str, Any]]:
    from pricing.money import decimal

    for change in changes.changes:
        rate = change.rate
        prices = {
            side: str(decimal(one.per_minute_micro_units, 3)) if one else None
            for side, one in (("before", change.before), ("after", change.after))
        }
        yield {
            "kind": change.kind,
            "call_type": rate.call_type,
            "destination": rate.destination,
            "number_type": rate.number_type,
            "prefix": rate.prefix or None,
            "origin": rate.origin,
            **prices,
        }


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    replaces = report["replaces"]
    against = f", against {replaces['card']} of {replaces['effective']}" if replaces else ", the first card"
    what = f"{report['rates']} rates in {report['currency']} from {report['effective']}"
    yield f"{report['card']}: {what}{against}"
    yield " · ".join(f"{report[kind]} {kind}" for kind in (*_SIGNS, "unchanged"))
    changes = report["changes"] if replaces else []
    yield from (_change_line(change) for change in changes[:MOST_LINES])
    if len(changes) > MOST_LINES:
        yield f"  … and {len(changes) - MOST_LINES} more: --json lists all"
    if report["effect"]:
        yield _effect_line(report["effect"])
    yield from (f"note: {notice}" for notice in report["notices"])


def _change_line(change: Mapping[str, Any]) -> str:
    what = " ".join(
        part
        for part in (
            change["call_type"],
            change["destination"],
            change["number_type"],
            f"+{change['prefix']}" if change["prefix"] else None,
        )
        if part
    )
    prices = " -> ".join(price for price in (change["before"], change["after"]) if price)
    return f"  {_SIGNS[change['kind']]} {what}: {prices}"


def _effect_line(cost: Mapping[str, Any]) -> str:
    before = "by the card before" if cost["against"] == "card" else "charged"
    sums = f"{cost['before']} {cost['currency']} {before}, {cost['after']} by this one ({cost['difference']})"
    left_out = f"; not counted, without one price or in another currency: {cost['not_priced']}"
    return f"{cost['calls']} calls of {cost['month']}: {sums}" + (left_out if cost["not_priced"] else "")
