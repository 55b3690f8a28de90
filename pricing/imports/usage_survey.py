"""What a usage report holds, looked through before anyone decides to import it."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pricing.imports.archive import open_export
from pricing.imports.usage_report import BROKEN, UsageReport
from pricing.imports.usage_rows import RowParser
from pricing.imports.usage_values import RowRejected


@dataclass
class UsageSurvey:
    """Counts of a file; nothing of it is kept."""

    rows: int = 0
    rejected: int = 0
    """Rows that an import would not take."""
    first_started_at: int | None = None
    """Epoch seconds; None without a row that can be used."""
    last_started_at: int | None = None
    left_out: tuple[str, ...] = ()
    """Direct Routing reports in the archive."""


def survey_usage(file: Path) -> UsageSurvey:
    """Look through a CSV or the export's zip. Raises UsageReportError."""
    found = UsageSurvey()
    with open_export(file) as export:
        found.left_out = export.left_out
        for member in export.members:
            with closing(member.open()) as stream:
                report = UsageReport(stream)
                parser = RowParser(report.layout)
                for piece in report.pieces():
                    for row in piece.rows:
                        _count(found, parser, row)
    return found


def _count(found: UsageSurvey, parser: RowParser, row: list[str]) -> None:
    found.rows += 1
    try:
        if row is BROKEN:
            raise RowRejected("quotes", "has a quote that is not closed")
        at = int(parser.fields(row)[1])
    except RowRejected:
        found.rejected += 1
        return
    first, last = found.first_started_at, found.last_started_at
    found.first_started_at = at if first is None else min(first, at)
    found.last_started_at = at if last is None else max(last, at)
