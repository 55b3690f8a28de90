"""`trace --usage`, `--burn` and `--invoice`: from a figure of usage to the records it is the sum of."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from bot.commands import ledger_json, options
from bot.commands.failure import CommandFailed

if TYPE_CHECKING:
    from bot.commands.opened import Opened
    from pricing.cost_centres import CostCentres
    from pricing.invoice_check import Finding
    from pricing.period import Period
    from pricing.rate_card import RateCard
    from pricing.storage.record_sources import SourcedRecord
    from pricing.usage import UsageRecord

    Told = dict[str, Any]

FILTERS = ("call_type", "country", "organiser", "cost_centre")


def add_choices(chosen: Any) -> None:
    """The figures that may be traced to records; `chosen` is a group of which one may be given."""
    chosen.add_argument(
        "--usage", type=options.period, metavar="P", help="list the calls of a period's spend"
    )
    chosen.add_argument("--burn", action="store_true", help="show the days that burn and runway rest on")
    chosen.add_argument("--overlaps", action="store_true", help="list records that may be one call")
    chosen.add_argument(
        "--invoice", type=options.period, metavar="P", help="list calls charged otherwise than by the card"
    )


def add_filters(parser: ArgumentParser) -> None:
    """With `--usage`: which calls."""
    kinds = ("toll", "toll_free", "dial_out", "unknown", "no_conference")
    parser.add_argument("--call-type", choices=kinds, help="with --usage: calls of this kind")
    parser.add_argument("--country", metavar="CC", help="with --usage: calls to numbers of this country")
    parser.add_argument("--organiser", metavar="UPN", help="with --usage: calls of this organiser")
    parser.add_argument(
        "--cost-centre", metavar="NAME", help="with --usage: calls of this cost centre; '' for the unassigned"
    )


async def traced(arguments: Namespace, opened: "Opened") -> "Told | None":
    """What was asked for; None when it is not about records."""
    if arguments.usage is not None:
        return await _usage(arguments, opened)
    if any(getattr(arguments, name) is not None for name in FILTERS):
        raise CommandFailed(
            "calls are chosen by kind, country, organiser or cost centre with --usage only", 2
        )
    if arguments.overlaps:
        return await _overlaps(arguments, opened)
    if arguments.burn:
        return await _burn(arguments, opened)
    return await _invoice(arguments, opened) if arguments.invoice is not None else None


async def _usage(arguments: Namespace, opened: "Opened") -> "Told":
    from pricing.storage import cost_centres, record_sources
    from pricing.usage_summary import Metering, Spent

    metering = Metering(
        opened.organisation.billing_step_seconds, opened.settings.charge_includes_connection_fee
    )
    sums: dict[str, Spent] = {}
    calls: list[dict[str, Any]] = []
    async with opened.database.reading(arguments.tenant) as connection:
        wanted = _wanted(arguments, await cost_centres.load(connection, arguments.tenant))
        async for one in record_sources.between(connection, arguments.tenant, arguments.usage):
            if wanted(one.record):
                spent = metering.of_record(one.record)
                sums[one.record.currency] = sums.get(one.record.currency, Spent()) + spent
                calls.append(_call(one, spent.micro_units))
    return {
        "tenant": arguments.tenant,
        "usage": str(arguments.usage),
        "sums": {currency: _sum(currency, spent) for currency, spent in sorted(sums.items())},
        "calls": calls,
    }


def _sum(currency: str, spent: Any) -> "Told":
    minutes = ledger_json.minutes(spent.seconds)
    amount = ledger_json.amount(spent.micro_units, currency)
    return {"calls": spent.calls, "billed_minutes": minutes, "spend": amount}


def _wanted(arguments: Namespace, centres: "CostCentres") -> "Callable[[UsageRecord], bool]":
    from pricing.cost_centres import sign_in_key
    from pricing.usage import Draws

    if arguments.cost_centre and arguments.cost_centre not in centres.names():
        known = f"known are: {', '.join(centres.names())}"
        how = "import a list with: python app.py import cost-centres FILE"
        raise CommandFailed(f"no cost centre {arguments.cost_centre!r}; {known if centres.known else how}")

    def wanted(record: "UsageRecord") -> bool:
        user = record.user_principal_name
        return (
            record.draws == Draws.COUNTED
            and arguments.call_type in (None, record.number_kind)
            and (arguments.country is None or record.country == arguments.country.upper())
            and (arguments.organiser is None or sign_in_key(user) == sign_in_key(arguments.organiser))
            and arguments.cost_centre in (None, centres.of(user))
        )

    return wanted


async def _overlaps(arguments: Namespace, opened: "Opened") -> "Told":
    from pricing.storage import overlapping_records

    async with opened.database.reading(arguments.tenant) as connection:
        found = await overlapping_records.calls(connection, arguments.tenant)
    return {
        "tenant": arguments.tenant,
        "overlaps": [
            {
                "start": ledger_json.instant(group[0].started_at),
                "seconds": group[0].duration_seconds,
                "charge": ledger_json.amount(group[0].charge_micro_units, group[0].currency),
                "currency": group[0].currency,
                "records": [{"usage_id": one.usage_id, "import": one.import_id} for one in group],
            }
            for group in found
        ],
    }


async def _burn(arguments: Namespace, opened: "Opened") -> "Told":
    from pricing.forecast import as_date, burn
    from pricing.storage import statements

    as_of = int((arguments.as_of or options.now(arguments)).timestamp())
    includes_fee = opened.settings.charge_includes_connection_fee
    async with opened.database.reading(arguments.tenant) as connection:
        found = await statements.read(connection, arguments.tenant, as_of, charge_includes_fee=includes_fee)
    patterns = {}
    for currency in sorted({one.currency for one in found.sums}):
        pattern = burn(found.sums, currency, found.charges_through)
        if pattern is not None:
            days = [(as_date(one.day), one.amount) for one in found.sums if one.currency == currency]
            within = [(day, amount) for day, amount in days if pattern.first_day <= day <= pattern.last_day]
            patterns[currency] = {
                "first_day": pattern.first_day.isoformat(),
                "last_day": pattern.last_day.isoformat(),
                "per_day": ledger_json.amount(pattern.per_day, currency),
                "weeks": [ledger_json.amount(one, currency) for one in pattern.weeks],
                "by_weekday": [ledger_json.amount(one, currency) for one in pattern.by_weekday],
                "days": {day.isoformat(): ledger_json.amount(amount, currency) for day, amount in within},
            }
    return {"tenant": arguments.tenant, "as_of": ledger_json.instant(as_of), "burn": patterns}


async def _invoice(arguments: Namespace, opened: "Opened") -> "Told":
    from pricing.invoice_check import InvoiceChecker
    from pricing.storage import record_sources

    async with opened.database.reading(arguments.tenant) as connection:
        cards = await _cards(connection, arguments.tenant, arguments.invoice)
        organisation = opened.organisation
        checker = InvoiceChecker(
            cards,
            organisation.currency or cards[-1].currency,
            organisation.billing_step_seconds,
            opened.settings.charge_includes_connection_fee,
        )
        calls = []
        async for one in record_sources.between(connection, arguments.tenant, arguments.invoice):
            finding = checker.add(one.record)
            if finding is not None:
                calls.append(_call(one, finding.charged) | _finding(finding))
    return {"tenant": arguments.tenant, "invoice": str(arguments.invoice), "calls": calls}


async def _cards(connection: Any, tenant: str, period: "Period") -> "list[RateCard]":
    from pricing.storage import rate_cards

    stored = [one for one in await rate_cards.cards(connection, tenant) if one.effective_on <= period.last]
    if not stored:
        how = f"python app.py import rates FILE --tenant {tenant}"
        raise CommandFailed(f"no rate card was in force in that period; import one: {how}")
    return [await rate_cards.load(connection, tenant, one) for one in stored]


def _call(one: "SourcedRecord", amount: int) -> "Told":
    record = one.record
    return {
        "usage_id": record.usage_id,
        "start": ledger_json.instant(record.started_at),
        "seconds": record.duration_seconds,
        "call_type": record.number_kind,
        "country": record.country,
        "number": record.destination_number,
        "organiser": record.user_principal_name,
        "amount": ledger_json.amount(amount, record.currency),
        "currency": record.currency,
        "import": one.import_id,
        "line": one.line,
    }


def _finding(found: "Finding") -> "Told":
    currency = found.record.currency
    expected = None if found.expected is None else ledger_json.amount(found.expected, currency)
    return {"finding": found.reason.value, "expected": expected, "card": found.card}


def lines(told: "Told") -> Iterator[str]:
    """The same as text."""
    if "burn" in told:
        yield f"{told['tenant']} as of {told['as_of']}"
        for currency, pattern in told["burn"].items():
            yield from _burn_lines(currency, pattern)
        if not told["burn"]:
            yield "no burn is known: that needs a whole week of calls"
        return
    if "overlaps" in told:
        yield f"{told['tenant']}: {len(told['overlaps'])} suspected"
        for one in told["overlaps"]:
            records = ", ".join(f"{each['usage_id']} (import {each['import']})" for each in one["records"])
            yield f"{one['start']}  {one['seconds']} s  {one['charge']} {one['currency']} each: {records}"
        return
    yield f"{told['tenant']}, calls of {told.get('usage') or told['invoice']}"
    for currency, one in told.get("sums", {}).items():
        calls = f"{one['calls']} call{'s' if one['calls'] != 1 else ''}"
        yield f"{calls}, {one['billed_minutes']} billed minutes, {one['spend']} {currency}"
    yield from (_call_line(one) for one in told["calls"])
    if not told["calls"]:
        yield "no such call"


def _burn_lines(currency: str, pattern: "Told") -> Iterator[str]:
    days = f"{pattern['first_day']} to {pattern['last_day']}"
    yield f"{pattern['per_day']} {currency} a day, from {days}"
    yield f"  weeks, oldest first: {', '.join(pattern['weeks'])}"
    yield f"  Monday to Sunday: {', '.join(pattern['by_weekday'])}"
    yield from (f"  {day}  {amount}" for day, amount in pattern["days"].items())
    yield f"  the calls of these days: --usage {pattern['first_day']}/{pattern['last_day']}"


def _call_line(one: "Told") -> str:
    call = f"{one['seconds']} s {one['call_type']} {one['country']} {one['number']}".rstrip()
    found = f"  {one['finding']}" if "finding" in one else ""
    if one.get("card"):
        found += f" from {one['expected']} by {one['card']}"
    place = f"import {one['import']} line {one['line']}"
    return f"{one['start']}  {one['usage_id']}  {one['amount']} {one['currency']}  {call}{found}  {place}"
