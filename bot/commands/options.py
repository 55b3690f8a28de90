"""Options that several commands share, read in one way."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pricing.period import Period

DEMO_TENANT = "demo"
BY = "command line"
"""Who did it, where a command writes something."""


def add_tenant(parser: ArgumentParser) -> None:
    """`--tenant T`: whose data; the demo organisation's by default."""
    parser.add_argument("--tenant", default=DEMO_TENANT, metavar="T", help="the organisation (default: demo)")


def add_today(parser: ArgumentParser) -> None:
    """`--today DATE`: the day on which to answer."""
    parser.add_argument("--today", type=day, metavar="DATE", help="answer as on this day, such as 2026-07-15")


def add_json(parser: ArgumentParser) -> None:
    """`--json`: for scripts."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def add_usual(parser: ArgumentParser) -> None:
    """`--json`, `--tenant` and `--today`."""
    add_json(parser)
    add_tenant(parser)
    add_today(parser)


def add_dry_run(parser: ArgumentParser) -> None:
    """`--dry-run`: only look."""
    parser.add_argument("--dry-run", action="store_true", help="show what would change, import nothing")


def day(text: str) -> date:
    """A calendar day. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day such as 2026-07-15") from None


def period(text: str) -> "Period":
    """A month, a quarter or days. Raises ArgumentTypeError."""
    from pricing.period import read_period

    found = read_period(text)
    if found is None:
        raise ArgumentTypeError(f"{text!r} is no period such as 2026-10, 2026-Q3 or 2026-10-01/2026-10-15")
    return found


def now(arguments: Namespace) -> datetime:
    """The instant of asking: noon UTC of `--today`, else this very moment."""
    return noon(arguments.today) if arguments.today else datetime.now(UTC)


def noon(today: date) -> datetime:
    """The instant that stands for a whole day."""
    return datetime.combine(today, time(12), UTC)
