from datetime import UTC, datetime

from bot.answers import balance_view
from pricing.ledger import DaySum, statement
from pricing.ledger_entry import Entry, EntryKind
from pricing.storage.statements import Reading
from tests.cards.samples.availability import catalog
from tests.cards.samples.usage import TWICE
from tests.pricing.ledger_tables import instant

AS_OF = int(datetime(2026, 7, 15, 12, tzinfo=UTC).timestamp())
THROUGH = instant("2026-07-14T06:12:00")
DAY = 86_400


def entry(number, kind, day, amount, currency="EUR"):
    return Entry(number, EntryKind(kind), instant(day), amount * 10**6, currency, reason="a reason")


LOTS = [
    entry(1, "top_up", "2025-07-01", 90),
    entry(2, "top_up", "2025-09-01", 400),
    entry(3, "top_up", "2026-03-01", 500),
]
DOLLARS = [entry(5, "top_up", "2026-02-01", 70, "USD"), entry(6, "assertion", "2026-07-01", 9, "USD")]
PORTAL = entry(4, "assertion", "2026-07-10", 600)
CALLS = [DaySum(instant("2026-07-13") - back * DAY, "EUR", (5 + back % 9) * 10**5, 3) for back in range(300)]


def reading(entries, sums, through=THROUGH, unclassified=()):
    """A statement as the database would give it."""
    details = {AS_OF // DAY * DAY: [], **{one.instant // DAY * DAY: [] for one in entries}}
    return Reading(statement(entries, sums, details, AS_OF), through, tuple(sums), tuple(unclassified))


READINGS = {
    "several lots": reading(LOTS, CALLS),
    "one lot": reading([entry(1, "top_up", "2026-01-10", 50)], []),
    "the portal says less": reading([*LOTS, PORTAL], CALLS),
    "begun with the portal": reading([PORTAL], CALLS),
    "nothing recorded": reading([], [], through=None),
    "a top-up is missing": reading([entry(1, "top_up", "2026-03-01", 20)], CALLS),
    "two currencies, old, not classified": reading(
        [*LOTS, PORTAL, *DOLLARS],
        CALLS,
        through=instant("2026-07-01"),
        unclassified=[CALLS[0]],
    ),
}


def frame(found, **special):
    whole = balance_view.frame(
        found,
        demo=False,
        fee_included=False,
        sources=balance_view.sources(catalog(), "reports.latency_hours", "credits.expiry_months"),
    )
    return whole | special


def view(found, **special):
    return frame(found, **special) | {
        "currency": "EUR",
        "balances": balance_view.balances(found.statement.balances, found),
        "unclassified": balance_view.unclassified(found.unclassified),
        "overlaps": [],
    }


SAMPLES = {
    **{title: view(found) for title, found in READINGS.items()},
    "demo": view(READINGS["several lots"], demo=True, fee_included=True),
    "counted twice, perhaps": view(READINGS["several lots"]) | {"overlaps": TWICE},
}
