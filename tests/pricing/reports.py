"""Usage reports in the export's columns, with invented calls, written and imported as an admin would."""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pricing.imports.usage_columns import COLUMNS
from pricing.imports.usage_import import ImportedUsage, import_usage
from pricing.storage.database import Database

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)


def call(usage_id: str, start: str, charge: str, **other: str) -> dict[str, str]:
    """A row; `other` by column name with underscores for spaces."""
    begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
    row = dict.fromkeys(COLUMNS, "") | {
        "UsageId": usage_id,
        "Call ID": f"call of {usage_id}",
        "User Location": "DE",
        "UPN": "alex@contoso.example",
        "Call Type": "conf_out",
        "Destination Dialed": "Brazil",
        "Destination Number": "+5511912345678",
        "Start Time": begin.isoformat(),
        "End Time": (begin + timedelta(seconds=60)).isoformat(),
        "Duration Seconds": "60",
        "Connection Fee": "0.00",
        "Charge": charge,
        "Currency": "EUR",
        "Capability": "MCOMEETACPEA",
    }
    return row | {name.replace("_", " "): value for name, value in other.items()}


def as_csv(rows: list[dict[str, str]]) -> str:
    """The file's text."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


async def imported(database: Database, tenant: str, file: Path, rows: list[dict[str, str]]) -> ImportedUsage:
    """Write the file and import it."""
    file.write_text(as_csv(rows), encoding="utf-8")  # noqa: ASYNC240  # a small file
    return await import_usage(database, tenant, file, by="test", clock=lambda: NOW)
