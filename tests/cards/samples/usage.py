import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

from bot.answers.usage_people import People
from bot.answers.usage_view import Summary
from bot.understanding.reading import Slots
from pricing.cost_centres import CostCentres
from pricing.demo.calls import calls
from pricing.demo.people import ORGANISERS
from pricing.demo.report import usage_csv
from pricing.imports.running_totals import RunningTotals
from pricing.imports.usage_columns import COLUMNS, layout_of
from pricing.imports.usage_rows import RowParser
from pricing.period import read_period
from pricing.storage.organiser_usage import OrganiserSpent
from pricing.storage.usage_totals import DayTotal
from pricing.usage import UsageRecord
from pricing.usage_summary import Metering, Spent, period_before
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
    "overlaps": [],
    "sources": [SOURCE],
}
TWICE = [{"calls": 2, "amount": {"amount": Decimal("5.00"), "currency": "EUR"}}]


@cache
def records():
    """The demo organisation's, without a database."""
    parser = RowParser(layout_of(",".join(COLUMNS)))
    rows = list(csv.reader(io.StringIO(usage_csv(calls(NOW.date())))))[1:]
    return [parser.fields(row) for row in rows]


@cache
def days():
    running = RunningTotals()
    running.add(records())
    return [DayTotal(**day) for day in running.days()]


def organisers(period, slots):
    """Counted calls of each organiser, as `storage.organiser_usage` reads them."""
    found = {}
    for one in map(UsageRecord._make, records()):
        day = datetime.fromtimestamp(one.started_at, UTC).date()
        asked = slots.call_type in (None, one.number_kind) and one.country in (slots.countries or one.country)
        if period.first <= day <= period.last and one.draws == "counted" and asked:
            spent = Spent(1, one.duration_seconds, one.charge_micro_units + one.fee_micro_units)
            key = (one.currency, one.user_principal_name)
            found[key] = found.get(key, Spent()) + spent
    return [OrganiserSpent(*key, spent) for key, spent in found.items()]


def people(period, slots, **changes):
    named = {one.principal_name: one.cost_centre for one in ORGANISERS if one.cost_centre}
    before = period_before(period)
    return replace(
        People(
            organisers(period, slots), organisers(before, slots), CostCentres(named, Typed("staff.csv"), NOW)
        ),
        **changes,
    )


def view(period, *, more_days=(), currency="EUR", changes=(), known=True, **slots):
    period, slots = read_period(period), Slots(**slots)
    until = [one for one in days() if one.day <= period.last.isoformat()]
    whose = people(period, slots, **dict(changes)) if known else None
    found = Summary([*until, *more_days], whose, period, Metering(6, False), slots).view(currency)
    for one in found["currencies"]:
        for row in one["organisers"] + one["cost_centres"]:
            row["key"] = Typed(row["key"]) if row["key"] else ""
    return FRAME | found | {"asked_for": None}


def projected(found, amount):
    found["currencies"][0]["projected"] = {"amount": Decimal(amount), "currency": "EUR"}
    return found


def samples(locale):
    day = next(one for one in days() if one.day > "2026-06-01" and one.charge_micro_units)
    dollars = [day._replace(currency="USD"), day._replace(draws="unclassified")]
    return {
        "a month": view("2026-06"),
        "by organiser": view("2026-06") | {"asked_for": "organisers"},
        "by cost centre": view("2026-06") | {"asked_for": "cost_centres"},
        "a month so far": projected(view("2026-07-01/2026-07-14"), "312.40"),
        "the first month": view("2025-07"),
        "two currencies, not classified": view("2026-06", more_days=dollars),
        "one way to call in two countries": view("2026-06", countries=("BR", "DE"), call_type="dial_out"),
        "one day": view("2026-06-10/2026-06-10"),
        "no cost centres": view("2026-06", changes={"cost_centres": CostCentres()}),
        "too many calls": view("2026-06", changes={"talked": True}),
        "far too many calls": view("2026-06", known=False),
        "far too many to tell who": view("2026-06", known=False) | {"asked_for": "organisers"},
        "no calls": view("2024-01"),
        "nothing imported": view("2024-01") | {"charges_through": None, "demo": False},
        "old, fees included": view("2026-06") | {"old": True, "fee_included": True, "overlaps": TWICE},
    }
