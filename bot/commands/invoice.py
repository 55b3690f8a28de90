"""`invoice`: whether a month's calls were charged as the rate card says, with every finding as a CSV."""

import asyncio
import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.commands import options
from bot.commands.failure import CommandFailed

if TYPE_CHECKING:
    from pricing.invoice_check import InvoiceCheck
    from pricing.period import Period
    from pricing.rate_card import RateCard

NAME = "invoice"
HELP = "rate a month's conference calls again and list what was charged otherwise"


def add_arguments(parser: ArgumentParser) -> None:
    """The month, and where the differences go."""
    which = "2026-10, 2026-Q3 or 2026-10-01/2026-10-15 (default: last month)"
    parser.add_argument("--period", type=options.period, metavar="P", help=which)
    parser.add_argument(
        "--csv",
        type=Path,
        metavar="FILE",
        help="write every difference, and what could not be checked, to this file",
    )
    options.add_usual(parser)


def run(arguments: Namespace) -> int:
    """0 when it was checked, whatever it found."""
    period, found, cards = asyncio.run(_check(arguments))
    if arguments.csv is not None:
        _write(arguments.csv, found)
    printed = _as_json(arguments.tenant, period, found, cards)
    print(json.dumps(printed, ensure_ascii=False) if arguments.json else "\n".join(_lines(printed)))
    return 0


async def _check(arguments: Namespace) -> "tuple[Period, InvoiceCheck, list[RateCard]]":
    from bot.answers.invoice_check import check, last_month
    from bot.commands.opened import open_organisation

    period = arguments.period or last_month(options.now(arguments).date())
    async with open_organisation(arguments) as opened:
        found, cards = await check(
            opened.database,
            arguments.tenant,
            opened.organisation,
            period,
            opened.settings.charge_includes_connection_fee,
        )
    if found is None:
        how = f"python app.py import rates FILE --tenant {arguments.tenant}"
        raise CommandFailed(f"no rate card was in force in that period; import one: {how}")
    return period, found, cards


def _write(file: Path, found: "InvoiceCheck") -> None:
    from pricing.findings_csv import findings_csv

    try:
        file.write_text(findings_csv([*found.differences, *found.others]), encoding="utf-8-sig", newline="")
    except OSError as error:
        raise CommandFailed(f"cannot write {file}: {error.strerror}") from None


def _as_json(tenant: str, period: "Period", found: "InvoiceCheck", cards: "list[RateCard]") -> dict[str, Any]:
    from pricing.money import CURRENCY_DIGITS, decimal

    def amount(micro_units: int) -> str:
        return str(decimal(micro_units, CURRENCY_DIGITS[found.currency]))

    return {
        "tenant": tenant,
        "period": f"{period.first}/{period.last}",
        "cards": [card.name for card in cards],
        "currency": found.currency,
        "checked": found.checked,
        "agreeing": found.agreeing,
        "differing": found.differing,
        "charged": amount(found.charged),
        "too_much": amount(found.too_much),
        "too_little": amount(found.too_little),
        "without_rate": found.without_rate,
        "free": found.free,
        "other_currencies": found.other_currencies,
    }


def _lines(printed: dict[str, Any]) -> list[str]:
    days, cards = printed["period"].replace("/", " to "), ", ".join(printed["cards"])
    sums = f"too much {printed['too_much']}, too little {printed['too_little']}"
    return [
        f"{printed['tenant']} from {days}, by {cards}",
        f"checked {printed['checked']}, agreeing {printed['agreeing']}, differing {printed['differing']}",
        f"charged {printed['charged']} {printed['currency']}, {sums}",
        f"without a rate {printed['without_rate']}, free (FREECALL) {printed['free']}",
        *(f"not checked, in {code}: {calls}" for code, calls in sorted(printed["other_currencies"].items())),
    ]
