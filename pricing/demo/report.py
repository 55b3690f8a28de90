"""The demo organisation's usage report, in the columns of the export that the admin center offers."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime, timedelta

from pricing.demo.calls import DemoCall
from pricing.demo.card import CURRENCY
from pricing.demo.people import Line
from pricing.imports.usage_columns import COLUMNS
from pricing.money import MICRO_UNITS

_NUMBER_TYPES = {"toll": "ConferenceToll", "toll_free": "ConferenceTollFree"}
"""No public sample shows the export's own words; these are PowerShell's."""
_HOME = "DE"


def usage_csv(calls: Iterable[DemoCall]) -> str:
    """The report as its CSV file holds it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_row(call) for call in calls)
    return text.getvalue()


def _row(call: DemoCall) -> tuple[object, ...]:
    line, organiser = call.line, call.organiser
    ended_at = call.started_at + timedelta(seconds=call.duration_seconds)
    return (
        call.usage_id,
        f"{call.usage_id[:18]}@demo",
        call.conference_id,
        organiser.country,
        f"00000000-0000-4000-8000-{organiser.meetings:012x}",
        organiser.principal_name,
        organiser.name,
        line.number,
        call.call_type,
        _number_type(call, line),
        "Domestic" if line.country == _HOME else "International",
        line.country_name,
        line.number,
        _iso(call.started_at),
        _iso(ended_at),
        call.duration_seconds,
        _amount(call.fee_micro_units),
        _amount(call.charge_micro_units),
        CURRENCY,
        call.capability,
    )


def _number_type(call: DemoCall, line: Line) -> str:
    return "Subscriber" if call.call_type == "user_out" else _NUMBER_TYPES.get(line.kind, "ConferenceToll")


def _amount(micro_units: int) -> str:
    cents = micro_units * 100 // MICRO_UNITS
    return f"{cents // 100}.{cents % 100:02}"


def _iso(instant: datetime) -> str:
    return f"{instant.isoformat()[:19]}.0000000Z"
