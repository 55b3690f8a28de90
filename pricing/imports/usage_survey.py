"""What a usage report holds, looked through before anyone decides to import it."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pricing.imports.archive import open_export
from pricing.imports.usage_source import Source
from pricing.storage.usage_comparison import Batch

ROWS_AT_ONCE = 5_000


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
    with open_export(file) as export, closing(Source(export, ROWS_AT_ONCE)) as source:
        found.left_out = export.left_out
        while (batch := source.next()) is not None:
            _count(found, batch)
    return found


def _count(found: UsageSurvey, batch: Batch) -> None:
    found.rows += len(batch)
    found.rejected += len(batch.rejected)
    starts = [row[1] for row in batch.records]
    if starts:
        first, last = found.first_started_at, found.last_started_at
        found.first_started_at = min(starts) if first is None else min(first, *starts)
        found.last_started_at = max(starts) if last is None else max(last, *starts)
