import csv
import io
from datetime import UTC, datetime
from functools import cache

from bot.answers.usage_view import Summary
from bot.understanding.reading import Slots
from pricing.demo.calls import calls
from pricing.demo.report import usage_csv
from pricing.imports.running_totals import RunningTotals
from pricing.imports.usage_columns import COLUMNS, layout_of
from pricing.imports.usage_rows import RowParser
from pricing.period import read_period
from pricing.storage.usage_totals import DayTotal, OrganiserTotal
from pricing.usage_summary import Metering
from tests.cards.samples import Typed

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
SOURCE = {
    "title": "PSTN usage report",
    "url": "https://learn.microsoft.com/pstn-usage-report",
    "date": datetime(2022, 8, 7, tzinfo=UTC).date(),
}
FRAME = {
    "demo": True,
    "as_of": NOW,
    "charges_through": datetime(2026, 7, 14, 6, tzinfo=UTC),
    "old": False,
    "fee_included": False,
    "sources": [SOURCE],
}


@cache
def totals():
    """The demo organisation's, without a database."""
    parser, running = RowParser(layout_of(",".join(COLUMNS))), RunningTotals()
    rows = list(csv.reader(io.StringIO(usage_csv(calls(NOW.date())))))[1:]
    running.add([parser.fields(row) for row in rows])
    days = [DayTotal(**day) for day in running.days()]
    organisers = [OrganiserTotal(**one) for one in running.organisers()]
    return days, organisers


def view(period, *, more_days=(), currency="EUR", **slots):
    days, organisers = totals()
    days = [one for one in days if one.day <= read_period(period).last.isoformat()]
    summary = Summary(
        [*days, *more_days], organisers, read_period(period), Metering(6, False), Slots(**slots)
    )
    found = summary.view(currency)
    for row in (row for one in found["currencies"] for row in one["organisers"]):
        row["key"] = Typed(row["key"])
    return FRAME | found


def samples(locale):
    day = next(one for one in totals()[0] if one.day > "2026-06-01" and one.charge_micro_units)
    dollars = [day._replace(currency="USD"), day._replace(draws="unclassified")]
    return {
        "a month": view("2026-06"),
        "a month so far": view("2026-07-01/2026-07-14"),
        "the first month": view("2025-07"),
        "two currencies, not classified": view("2026-06", more_days=dollars),
        "one way to call in two countries": view("2026-06", countries=("BR", "DE"), call_type="dial_out"),
        "one day": view("2026-06-10/2026-06-10"),
        "no calls": view("2024-01"),
        "nothing imported": view("2024-01") | {"charges_through": None, "demo": False},
        "old, fees included": view("2026-06") | {"old": True, "fee_included": True},
    }
