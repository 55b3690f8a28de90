"""Usage files that nobody thought of, each with what must become of its rows."""

import csv
import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from pricing.imports.usage_columns import COLUMNS
from tests.pricing.reports import call

ONE_IN_TWENTY = 20
_FIRST = datetime(2026, 6, 29, tzinfo=UTC)
_BREAKING = {
    "missing_id": {"UsageId": ""},
    "bad_date": {"Start_Time": "soon"},
    "negative_duration": {"Duration_Seconds": "-6"},
    "negative_amount": {"Charge": "-0.10"},
    "bad_currency": {"Currency": "E$R"},
    "bad_amount": {"Connection_Fee": "some"},
    "columns": {},
}

Row = dict[str, str]


@dataclass
class Expected:
    """What must come of a file that is imported into an empty tenant."""

    inserted: dict[str, Row] = field(default_factory=dict)
    duplicate: int = 0
    conflict: int = 0
    rejected: dict[int, str] = field(default_factory=dict)
    """Reason by line."""

    def sums(self) -> dict[str, int]:
        """Charges and fees in cents by currency, of the inserted rows."""
        found: dict[str, int] = {}
        for row in self.inserted.values():
            cents = sum(int(row[name].replace(".", "")) for name in ("Charge", "Connection Fee"))
            found[row["Currency"]] = found.get(row["Currency"], 0) + cents
        return found


def some_call(random: Random, number: int) -> Row:
    """A good row."""
    start = _FIRST + timedelta(seconds=random.randrange(10 * 86_400))
    seconds = random.choice((0, 1, 59, 60, 61, random.randrange(7_200)))
    return call(
        f"id-{number}",
        start.isoformat()[:19],
        f"{random.randrange(300) / 100:.2f}",
        Connection_Fee=random.choice(("0.00", "0.00", "0.02")),
        Duration_Seconds=str(seconds),
        Call_Type=random.choice(("conf_in", "conf_out", "user_out")),
        Capability=random.choice(("MCOMEETACPEA", "MCOMEETACPEA", "MCOPSTNPP", "FREECALL", "MCONEW")),
        Currency=random.choice(("EUR", "EUR", "EUR", "USD")),
        User_Display_Name=random.choice(("Alex", 'Alex "Al" Ü', "Alex, Al; 東京", "")),
    )


def some_file(random: Random, most_rows: int) -> tuple[bytes, Expected]:
    """A file in any writing: one row in twenty is broken, some stand twice, some with other content."""
    delimiter, encoding = random.choice(",;\t"), random.choice(("utf-8", "utf-8-sig", "utf-16"))
    expected = Expected()
    lines: list[list[str]] = [list(COLUMNS)]
    for number in range(random.randrange(most_rows)):
        cells, row = _some_row(random, number, expected)
        line = len(lines) + 1
        if row is None:
            reason = random.choice(tuple(_BREAKING))
            broken = some_call(random, number) | call(
                f"broken-{number}", "2026-07-01T12:00", "9.99", **_BREAKING[reason]
            )
            cells = [broken[name] for name in COLUMNS][: -1 if reason == "columns" else None]
            expected.rejected[line] = reason
        lines.append(cells)
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(lines)
    return text.getvalue().encode(encoding), expected


def _some_row(random: Random, number: int, expected: Expected) -> tuple[list[str], Row | None]:
    if not random.randrange(ONE_IN_TWENTY):
        return [], None
    known = list(expected.inserted.values())
    if known and not random.randrange(10):
        row = dict(random.choice(known))
        if random.randrange(2):
            row["Charge"] = f"{float(row['Charge']) + 1:.2f}"
            expected.conflict += 1
        else:
            row["UPN"] = "other@contoso.example"
            expected.duplicate += 1
    else:
        row = some_call(random, number)
        expected.inserted[row["UsageId"]] = row
    return [row[name] for name in COLUMNS], row
